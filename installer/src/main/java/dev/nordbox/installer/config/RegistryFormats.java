package dev.nordbox.installer.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How registries and their mirrors are written. */
final class RegistryFormats {
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^/@\\s]+?(:\\d{1,5})?");

    /** As images name it. */
    static final Format REGISTRY =
            text ->
                    text.equals("*") || isRegistry(text)
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a registry",
                                    "write its name as images have it, docker.io, or `*` for all the"
                                            + " others");

    /** What a login is for. */
    static final Format REGISTRY_WITH_LOGIN =
            text ->
                    isRegistry(text)
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a registry",
                                    "write the name, with its port if it has one:"
                                            + " registry.example.no:5000");

    static final Format ENDPOINT = RegistryFormats::checkEndpoint;

    static final Format DEFAULT_ENDPOINT = Format.oneOf(List.of("on", "off"));

    static final Format REWRITE_FROM =
            text -> {
                try {
                    Pattern.compile(text);
                    return Optional.empty();
                } catch (PatternSyntaxException e) {
                    return Format.wrong(
                            text, "a regular expression", "for example \"^library/(.*)\"");
                }
            };

    private RegistryFormats() {}

    private static boolean isRegistry(String text) {
        return HOST_AND_PORT.matcher(text).matches()
                && NetworkFormats.HOST_NAME_OR_ADDRESS
                        .check(text.replaceFirst(":\\d{1,5}$", ""))
                        .isEmpty();
    }

    private static Optional<Format.Complaint> checkEndpoint(String text) {
        Optional<Format.Complaint> wrong =
                Optional.of(
                        new Format.Complaint(
                                "is no address of a registry",
                                "write https://mirror.example.no, with port and path if it has some;"
                                        + " a login goes to `k3s.registries.auth`"));
        try {
            URI uri = URI.create(text);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean plain =
                    uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            // Not shown: what stands in front of an @ is a password.
            return http && plain && uri.getHost() != null ? Optional.empty() : wrong;
        } catch (IllegalArgumentException e) {
            return wrong;
        }
    }
}
