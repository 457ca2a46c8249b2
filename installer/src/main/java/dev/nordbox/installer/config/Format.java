package dev.nordbox.installer.config;

import dev.nordbox.templates.DidYouMean;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the text of a setting must look like. */
@FunctionalInterface
interface Format {

    /**
     * @param what continues the setting's name: {@code "x" is not a CIDR}
     */
    record Complaint(String what, String remedy) {}

    Optional<Complaint> check(String text);

    Format ANY =
            text ->
                    text.isBlank()
                            ? Optional.of(new Complaint("is empty", "give a value or leave it out"))
                            : Optional.empty();

    static Format matching(String regex, String noun, String remedy) {
        Pattern pattern = Pattern.compile(regex);
        return text ->
                pattern.matcher(text).matches() ? Optional.empty() : wrong(text, noun, remedy);
    }

    static Format oneOf(Collection<String> words) {
        String all = "one of: " + String.join(", ", words);
        return text ->
                words.contains(text)
                        ? Optional.empty()
                        : Optional.of(
                                new Complaint(
                                        quoted(text) + " is unknown",
                                        DidYouMean.orElse(text, words, all)));
    }

    static Optional<Complaint> wrong(String text, String noun, String remedy) {
        return Optional.of(new Complaint(quoted(text) + " is not " + noun, remedy));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
