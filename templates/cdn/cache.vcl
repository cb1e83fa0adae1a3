vcl 4.1;
# What edge cache {{ name }} does with requests.

import std;

backend origin {
    # Service {{ origin.name }}
    .host = "{{ origin.vip }}";
    .port = "{{ origin.port }}";
    .connect_timeout = 1s;
    .first_byte_timeout = 5s;
}

# Who may have a page forgotten: whoever works on this machine.
acl purgers {
    "localhost";
}

sub vcl_recv {
    if (req.url == "/healthz") {
        return (synth(200));
    }
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(405));
        }
        return (purge);
    }
{%- unless cache %}
    # Nothing is kept here.
    return (pass);
{%- endunless %}
}

# One site is kept here, whatever name a client calls it by.
sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    # An error is nothing to keep, and no reason to throw a good page away.
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    set beresp.ttl = {{ ttlMs }}ms;
    # For so long after that a page is still served while, or although, it cannot be fetched anew.
    set beresp.grace = {{ graceMs }}ms;
    set beresp.keep = 0s;
    # Each server on the way has added its own.
    std.collect(beresp.http.X-Served-By);
}

sub vcl_backend_error {
    if (bereq.is_bgfetch) {
        return (abandon);
    }
}

sub vcl_deliver {
    # A stored page was not served by those that made it.
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
        set resp.http.X-Served-By = server.identity;
    } else {
        set resp.http.X-Cache = "MISS";
        set resp.http.X-Served-By = resp.http.X-Served-By + ", " + server.identity;
    }
    set resp.http.X-Request-Id = req.http.X-Request-Id;
}
