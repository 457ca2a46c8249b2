package dev.nordbox.appliance.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * This machine and its own link: services that trust whoever is local, the metadata service of a
 * cloud. Nothing that somebody names in an object of the cluster is looked for there.
 */
public final class ThisMachine {
    private static final Pattern LITERAL =
            Pattern.compile(
                    "\\[[0-9a-fA-F:.]+]|(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.|$)){4}");

    private ThisMachine() {}

    /** As far as the text of the host says so; no name is resolved. */
    public static boolean isNamedBy(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        try {
            return name.equals("localhost")
                    || name.endsWith(".localhost")
                    || LITERAL.matcher(name).matches() && includes(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            return false; // who asks it will say so
        }
    }

    public static boolean includes(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }
}
