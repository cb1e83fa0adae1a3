"""A star of plain hosts by Mininet: one Linux bridge, no controller. Says "up"; the end of its input takes it away.

Usage: star-by-mininet.py HOSTS
"""

import sys

from mininet.log import setLogLevel
from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import SingleSwitchTopo

setLogLevel("error")
net = Mininet(
    topo=SingleSwitchTopo(k=int(sys.argv[1])), switch=LinuxBridge, controller=None, ipBase="198.18.0.0/20"
)
net.start()
print("up", flush=True)
sys.stdin.read()
net.stop()
