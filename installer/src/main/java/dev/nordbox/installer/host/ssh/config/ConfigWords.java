package dev.nordbox.installer.host.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits what follows a keyword into words, as OpenSSH has done since 8.7. */
final class ConfigWords {
    private static final char NONE = '\0';

    private final String text;
    private int at;

    private ConfigWords(String text) {
        this.text = text;
    }

    /** Empty when a quotation mark is not closed. */
    static Optional<List<String>> split(String text) {
        return new ConfigWords(text).words();
    }

    private Optional<List<String>> words() {
        List<String> words = new ArrayList<>();
        while (true) {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            if (at == text.length() || text.charAt(at) == '#') {
                return Optional.of(List.copyOf(words));
            }
            Optional<String> word = word();
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
    }

    private Optional<String> word() {
        StringBuilder word = new StringBuilder();
        char quote = NONE;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && escapes(quote)) {
                word.append(text.charAt(++at));
            } else if (quote == NONE && isBlank(c)) {
                break;
            } else if (quote == NONE && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != NONE && c == quote) {
                quote = NONE;
            } else {
                word.append(c);
            }
        }
        return quote == NONE ? Optional.of(word.toString()) : Optional.empty();
    }

    private boolean escapes(char quote) {
        if (at + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(at + 1);
        return next == '\'' || next == '"' || next == '\\' || (quote == NONE && next == ' ');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
