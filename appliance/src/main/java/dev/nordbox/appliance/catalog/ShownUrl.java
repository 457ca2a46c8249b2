package dev.nordbox.appliance.catalog;

import java.util.regex.Pattern;

/**
 * A repository's URL as it may be told: forges take a token in place of a user's name, so over http
 * any login is masked. The user of ssh is no secret, and it is part of how people know the URL.
 */
public final class ShownUrl {

    private static final Pattern LOGIN =
            Pattern.compile(
                    "(?i)(https?://)[^/\\s?#]*@|([a-z][a-z0-9+.-]*://)[^/\\s?#@]*:[^/\\s?#]*@");

    private ShownUrl() {}

    /**
     * @param text a URL, or a text in which there may be some
     */
    public static String in(String text) {
        return LOGIN.matcher(text)
                .replaceAll(
                        found ->
                                (found.group(1) == null ? found.group(2) : found.group(1))
                                        + "***@");
    }
}
