import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

/**
 * Every path answers with who served the request and what that server saw of it, as JSON.
 * {@code ?delay=MS} waits before the answer, {@code ?size=BYTES} pads it, {@code ?status=CODE} sets its status.
 */
public final class ServedBy extends HttpServlet {
  private static final long LONGEST_DELAY_MS = 60_000;
  private static final long LARGEST_BODY_BYTES = 100_000_000;

  private String node;

  @Override
  public void init() {
    node = hostName();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long delayMs = number(request, "delay", 0, LONGEST_DELAY_MS, 0);
    long size = number(request, "size", 0, LARGEST_BODY_BYTES, 0);
    int status = (int) number(request, "status", 200, 599, 200);
    if (delayMs < 0 || size < 0 || status < 0) {
      response.setStatus(400);
      send(response, "{\"error\":\"delay is 0 to 60000 ms, size 0 to 100000000 bytes, status 200 to 599\"}\n", 0);
      return;
    }
    pause(delayMs);
    response.setStatus(status);
    response.setHeader("X-Served-By", node);
    String requestId = request.getHeader("X-Request-Id");
    if (requestId != null) response.setHeader("X-Request-Id", requestId);
    send(response, page(request, requestId), size);
  }

  private String page(HttpServletRequest request, String requestId) {
    StringBuilder json = new StringBuilder(512);
    json.append("{\"servedBy\":").append(quoted(node));
    json.append(",\"peer\":").append(quoted(request.getRemoteAddr()));
    json.append(",\"peerPort\":").append(request.getRemotePort());
    json.append(",\"address\":").append(quoted(request.getLocalAddr()));
    json.append(",\"port\":").append(request.getLocalPort());
    json.append(",\"requestId\":").append(requestId == null ? "null" : quoted(requestId));
    json.append(",\"method\":").append(quoted(request.getMethod()));
    json.append(",\"path\":").append(quoted(request.getRequestURI()));
    json.append(",\"headers\":{");
    String comma = "";
    for (String name : Collections.list(request.getHeaderNames())) {
      String value = String.join(", ", Collections.list(request.getHeaders(name)));
      json.append(comma).append(quoted(name.toLowerCase())).append(':').append(quoted(value));
      comma = ",";
    }
    return json.append("}}\n").toString();
  }

  /** Writes the text, padded with spaces before its last newline until it has {@code size} bytes. */
  private static void send(HttpServletResponse response, String text, long size) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    long padding = Math.max(0, size - body.length);
    response.setContentType("application/json");
    response.setContentLengthLong(body.length + padding);
    OutputStream out = response.getOutputStream();
    out.write(body, 0, body.length - 1);
    byte[] spaces = new byte[(int) Math.min(padding, 65_536)];
    Arrays.fill(spaces, (byte) ' ');
    for (long left = padding; left > 0; left -= spaces.length) {
      out.write(spaces, 0, (int) Math.min(left, spaces.length));
    }
    out.write('\n');
  }

  /** The parameter's value, or -1 where it is no number between the bounds. */
  private static long number(HttpServletRequest request, String name, long least, long most, long absent) {
    String text = request.getParameter(name);
    if (text == null) return absent;
    if (!text.matches("[0-9]{1,10}")) return -1;
    long value = Long.parseLong(text);
    return value < least || value > most ? -1 : value;
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The kernel's own name of this node: a look-up by name would ask a resolver. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ' || c > '~') out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }
}
