package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.http.ThisMachine;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a server is reached from here.
 *
 * @param server with the address in the place of the name, if that is known in the cluster alone
 * @param name to find in its certificate, when that is not what is dialled; {@code ""} else
 */
record Dialled(URI server, String name) {
    private static final Pattern SERVICE =
            Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc(?:\\.cluster\\.local)?\\.?");

    /** Which addresses may be dialled. */
    enum Places {
        /** Other machines alone: this one trusts whoever is local, and so does its link. */
        ELSEWHERE,
        /** This machine, too: for tests. */
        ANYWHERE
    }

    /** Where a name leads may change, so this is asked before each session. */
    static Dialled of(URI server, Places places, Credentials credentials) throws CannotSync {
        Matcher service = SERVICE.matcher(server.getHost());
        if (!service.matches()) {
            check(server.getHost(), places);
            return new Dialled(server, "");
        }
        String address = credentials.service(service.group(2), service.group(1));
        check(address, places);
        String host = address.contains(":") ? "[" + address + "]" : address;
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        return new Dialled(
                URI.create(server.getScheme() + "://" + host + port + server.getRawPath()),
                server.getScheme().equals("https") ? server.getHost() : "");
    }

    static void check(String host, Places places) throws CannotSync {
        if (places == Places.ANYWHERE) {
            return;
        }
        if (ThisMachine.isNamedBy(host)) {
            throw here(host);
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""))) {
                if (ThisMachine.includes(address)) {
                    throw here(host + " (" + address.getHostAddress() + ")");
                }
            }
        } catch (UnknownHostException e) {
            throw CannotSync.data(
                    "no address is known for "
                            + host
                            + ofAService(host)
                            + "; check spec.provider.vault.server of the store, and the name"
                            + " servers of the machine the controller runs on");
        }
    }

    /** Pods of the cluster know a Service by a shorter name than can be known here. */
    private static String ofAService(String host) {
        return switch (host.split("\\.").length) {
            case 1 -> "; if it is a Service of this cluster, write " + host + ".NAMESPACE.svc";
            case 2 -> "; if it is a Service of this cluster, write " + host + ".svc";
            default -> "";
        };
    }

    private static CannotSync here(String host) {
        return CannotSync.data(
                host
                        + " is the machine the controller runs on or its own link, where no Vault"
                        + " is looked for; name it by an address that the network knows it by, or"
                        + " by its Service: https://vault.NAMESPACE.svc:8200");
    }
}
