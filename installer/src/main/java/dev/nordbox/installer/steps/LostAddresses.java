package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Addresses of a lost host in the drop-ins of its kit: k3s does not start on one that the host does
 * not have, and a restore that is run again would lay it down again.
 */
final class LostAddresses {
    private static final Pattern LINE =
            Pattern.compile(
                    "(?m)^\"?(?:node-ip|advertise-address|bind-address)\"?[ \\t]*:[ \\t]*([^\\n]*)$");
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+");
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::", "127.0.0.1", "::1");

    private LostAddresses() {}

    /** The same text, in which what this host cannot have is a comment. */
    static byte[] commentedOut(byte[] dropIn, HostFacts facts) {
        Set<String> here =
                facts.network().addresses().stream()
                        .map(address -> address.replaceAll("/.*", ""))
                        .collect(Collectors.toSet());
        return LINE.matcher(new String(dropIn, StandardCharsets.UTF_8))
                .replaceAll(
                        line ->
                                Matcher.quoteReplacement(
                                        named(line.group(1)).stream()
                                                        .allMatch(one -> isOf(here, one))
                                                ? line.group()
                                                : "# not this host's, from the kit: "
                                                        + line.group()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> named(String value) {
        return ADDRESS.matcher(value.replaceAll("#.*", ""))
                .results()
                .map(found -> found.group())
                .toList();
    }

    private static boolean isOf(Set<String> here, String address) {
        return here.contains(address) || ANYWHERE.contains(address);
    }
}
