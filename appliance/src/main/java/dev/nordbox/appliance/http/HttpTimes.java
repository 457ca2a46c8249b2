package dev.nordbox.appliance.http;

/** How long a client may take. */
public final class HttpTimes {
    private HttpTimes() {}

    /**
     * To be called before the first server of this process is made. The JDK's server has no other
     * switches; in seconds. A client that dawdles is cut off.
     */
    public static void limit() {
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("jdk.httpserver.maxConnections", "256");
    }
}
