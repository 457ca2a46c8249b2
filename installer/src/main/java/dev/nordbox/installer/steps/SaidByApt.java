package dev.nordbox.installer.steps;

import java.util.List;

/** Why apt failed, on one line, for people. */
final class SaidByApt {
    private static final int LONGEST = 200;

    private SaidByApt() {}

    /**
     * Of apt's lines the first one says what went wrong, and the last one only that something did.
     *
     * @param stderr of the command that failed; logins of mirrors and proxies in it are left out
     */
    static String reasonIn(String stderr) {
        List<String> lines = stderr.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        String line =
                lines.stream()
                        .filter(l -> l.startsWith("E: "))
                        .findFirst()
                        .map(l -> l.substring("E: ".length()))
                        .orElse(lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1));
        String plain = line.replaceAll("//[^/@\\s]*@", "//").replaceAll("[\\p{Cc}\\s]+", " ");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
