package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What {@code %} and a letter, and {@code ${NAME}}, stand for in a value.
 *
 * @see <a href="https://man.openbsd.org/ssh_config#TOKENS">ssh_config(5)</a>
 */
record Tokens(Map<Character, Supplier<String>> letters, Map<String, String> environment) {

    /** With what a line has to ask for before anybody finds it out. */
    Tokens with(Map<Character, Supplier<String>> more) {
        Map<Character, Supplier<String>> all = new HashMap<>(letters);
        all.putAll(more);
        return new Tokens(Map.copyOf(all), environment);
    }

    static Tokens of(Map<Character, String> letters, Map<String, String> environment) {
        Map<Character, Supplier<String>> known = new HashMap<>();
        letters.forEach((letter, text) -> known.put(letter, () -> text));
        return new Tokens(Map.copyOf(known), environment);
    }

    /**
     * {@code ~} in front is the home folder as well, where {@code %d} is known.
     *
     * @throws ProblemException when a letter or a variable stands for nothing
     */
    String expand(String text, ConfigLine line) throws ProblemException {
        StringBuilder out = new StringBuilder();
        int i = 0;
        if (letters.containsKey('d') && (text.equals("~") || text.startsWith("~/"))) {
            out.append(letters.get('d').get());
            i = 1;
        }
        while (i < text.length()) {
            char c = text.charAt(i);
            int close = text.indexOf('}', i);
            if (c == '%') {
                char letter = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
                out.append(letter == '%' ? "%" : letter(letter, line));
                i += 2;
            } else if (c == '$' && text.startsWith("${", i) && close > 0) {
                out.append(variable(text.substring(i + 2, close), line));
                i = close + 1;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    private String letter(char letter, ConfigLine line) throws ProblemException {
        Supplier<String> value = letters.get(letter);
        if (value == null) {
            throw line.wrong(
                    "`%" + letter + "` stands for nothing in `" + line.keyword() + "`",
                    "there are: %% " + String.join(" ", percents()));
        }
        return value.get();
    }

    private TreeSet<String> percents() {
        TreeSet<String> all = new TreeSet<>();
        letters.keySet().forEach(letter -> all.add("%" + letter));
        return all;
    }

    private String variable(String name, ConfigLine line) throws ProblemException {
        String value = environment.get(name);
        if (value == null) {
            throw line.wrong(
                    "the environment has no " + name, "set it, or take it out of the line");
        }
        return value;
    }
}
