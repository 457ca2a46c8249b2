package dev.nordbox.appliance.residency;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of Traefik's routers, as {@code Host(`www.example.no`) && PathPrefix(`/api`)}, read for
 * the hosts that it lets through and for nothing else.
 */
final class TraefikRule {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(&&|\\|\\||[!(),]|\\w+|`[^`]*`|\"[^\"\\\\]*\")\\s*");
    private static final Set<String> BY_NAME = Set.of("host", "hostsni", "hostheader");
    private static final int DEEPEST = 30;

    private final Matcher tokens;
    private String token = "";
    private int depth;

    private TraefikRule(String rule) {
        this.tokens = TOKEN.matcher(rule);
        next();
    }

    /** Empty when it lets others through as well, or cannot be read. */
    static Optional<Set<String>> hosts(String rule) {
        try {
            TraefikRule reading = new TraefikRule(rule);
            Optional<Set<String>> hosts = reading.anyOf();
            return reading.token.isEmpty() ? hosts : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Set<String>> anyOf() {
        Optional<Set<String>> hosts = allOf();
        while (token.equals("||")) {
            next();
            Optional<Set<String>> others = allOf();
            hosts = hosts.isEmpty() || others.isEmpty() ? Optional.empty() : both(hosts, others);
        }
        return hosts;
    }

    private static Optional<Set<String>> both(
            Optional<Set<String>> some, Optional<Set<String>> others) {
        Set<String> both = new LinkedHashSet<>(some.orElseThrow());
        both.addAll(others.orElseThrow());
        return Optional.of(both);
    }

    /** One condition on the host is enough; of two both hold, so either bounds it. */
    private Optional<Set<String>> allOf() {
        Optional<Set<String>> hosts = one();
        while (token.equals("&&")) {
            next();
            Optional<Set<String>> others = one();
            hosts = hosts.isPresent() ? hosts : others;
        }
        return hosts;
    }

    private Optional<Set<String>> one() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("too deep");
        }
        Optional<Set<String>> hosts;
        if (token.equals("!")) {
            next();
            one();
            hosts = Optional.empty();
        } else if (token.equals("(")) {
            next();
            hosts = anyOf();
            take(")");
        } else {
            hosts = matcher();
        }
        depth--;
        return hosts;
    }

    private Optional<Set<String>> matcher() {
        String name = token.toLowerCase(Locale.ROOT);
        next();
        take("(");
        Set<String> values = new LinkedHashSet<>();
        while (!token.equals(")")) {
            if (!token.startsWith("`") && !token.startsWith("\"")) {
                throw new IllegalArgumentException("no value: " + token);
            }
            values.add(token.substring(1, token.length() - 1));
            next();
            if (token.equals(",")) {
                next();
            }
        }
        take(")");
        return BY_NAME.contains(name) && !values.contains("*")
                ? Optional.of(values)
                : Optional.empty();
    }

    private void take(String wanted) {
        if (!token.equals(wanted)) {
            throw new IllegalArgumentException("no " + wanted);
        }
        next();
    }

    /** {@code ""} at the end. */
    private void next() {
        if (tokens.regionStart() == tokens.regionEnd()) {
            token = "";
        } else if (tokens.lookingAt()) {
            token = tokens.group(1);
            tokens.region(tokens.end(), tokens.regionEnd());
        } else {
            throw new IllegalArgumentException("not a rule");
        }
    }
}
