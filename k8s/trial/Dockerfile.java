# A base with Java, for want of a registry to get the usual one from.
FROM localhost/p2p-base:native
COPY java /opt/java
ENV PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
