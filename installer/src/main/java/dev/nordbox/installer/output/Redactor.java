package dev.nordbox.installer.output;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text on its way to a terminal or a file: those that were registered, and
 * what looks like one. Public keys and fingerprints stay.
 */
public final class Redactor {
    private static final String MASK = "***";

    /** A shorter one would mask ordinary words. */
    private static final int SHORTEST = 6;

    /** The first group, where there is one, stays. */
    private static final List<Pattern> PATTERNS =
            List.of(
                    Pattern.compile(
                            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)",
                            Pattern.DOTALL),
                    // The same once more in base64, as kubeconfigs and Secrets have it.
                    Pattern.compile("\\bLS0tLS1CRUdJTiB(?:QUklW|S|F|P)[\\w+/=]*"),
                    // user:password@ and token@ of a URL; git@ of an SSH URL is no secret.
                    Pattern.compile("([a-z][a-z0-9+.-]*://)[^/\\s@:]*:[^/\\s@]*(?=@)"),
                    Pattern.compile("(https?://)[^/\\s@]+(?=@)"),
                    // k3s' node and agent tokens.
                    Pattern.compile("\\bK10[0-9a-f]{64}::\\S+"),
                    Pattern.compile("\\beyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*"),
                    Pattern.compile("\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[\\w-]{10,}"),
                    Pattern.compile("\\bAGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+"),
                    Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[\\w.~+/=-]{8,}"),
                    Pattern.compile(
                            "(?i)(\\b[\\w-]*(?:password|passwd|passphrase|secret|token|api[_-]?key)\"?\\s*[:=]\\s*\"?)[^\\s\",;]+"),
                    // As a word of a command line: --token VALUE.
                    Pattern.compile(
                            "(?i)(--[\\w-]*(?:password|passwd|passphrase|secret|token)\\s+)[^\\s-]\\S*"),
                    Pattern.compile("(\\b(?:client-key-data|client-certificate-data):\\s*)\\S+"));

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /** From now on this value is masked wherever it appears. */
    public void register(String secret) {
        if (secret.strip().length() >= SHORTEST) {
            secrets.add(secret.strip());
        }
    }

    public String redact(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        for (Pattern pattern : PATTERNS) {
            masked = mask(pattern.matcher(masked));
        }
        return masked;
    }

    private static String mask(Matcher matcher) {
        return matcher.replaceAll(
                found -> {
                    boolean prefixed = found.groupCount() > 0 && found.group(1) != null;
                    boolean key = found.group().startsWith("-----BEGIN");
                    return Matcher.quoteReplacement(
                            (prefixed && !key ? found.group(1) : "") + MASK);
                });
    }
}
