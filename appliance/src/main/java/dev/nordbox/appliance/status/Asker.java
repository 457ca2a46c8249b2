package dev.nordbox.appliance.status;

import java.util.Locale;

/**
 * Who asks: the user at the other end of the socket, by the kernel's word; and for whom, by that
 * user's. Whoever comes over SSH is root here, and says who logged in.
 */
final class Asker {

    private static final String HEADER = "On-Behalf-Of: ";
    private static final int LONGEST = 160;

    private Asker() {}

    /**
     * @param user who has the other end of the socket
     * @param head of the request
     */
    static String of(String user, String head) {
        String claim =
                head.lines()
                        .filter(line -> isHeader(line))
                        .map(line -> readable(line.substring(HEADER.length())))
                        .findFirst()
                        .orElse("");
        return claim.isEmpty() || claim.equals(user) ? user : user + " for " + claim;
    }

    private static boolean isHeader(String line) {
        return line.toLowerCase(Locale.ROOT).startsWith(HEADER.toLowerCase(Locale.ROOT));
    }

    /** A line of a head, with its end; none when there is nobody to name. */
    static String header(String onBehalfOf) {
        String name = readable(onBehalfOf);
        return name.isEmpty() ? "" : HEADER + name + "\r\n";
    }

    /** It goes into objects, logs and terminals. */
    private static String readable(String claim) {
        String plain = claim.strip().replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.min(LONGEST, plain.length()));
    }
}
