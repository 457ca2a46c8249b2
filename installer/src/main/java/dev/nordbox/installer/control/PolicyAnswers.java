package dev.nordbox.installer.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the tries between pods.
 *
 * @param places addresses of the places that were made
 * @param refused why a namespace has no pod, as the API server said it
 * @param answers by the try's key
 */
record PolicyAnswers(
        Map<String, String> places, Map<String, String> refused, Map<String, String> answers) {
    private static final String ANSWER = " answer=";

    static PolicyAnswers of(List<String> lines) {
        Map<String, String> places = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" ", 3));
            if (words.size() < 3) {
                continue;
            }
            switch (words.get(0)) {
                case "place" -> places.put(words.get(1), words.get(2));
                case "refused" -> refused.put(words.get(1), words.get(2));
                case "try" ->
                        answers.put(
                                words.get(1),
                                (" " + words.get(2))
                                        .replaceFirst("^" + ANSWER, "")
                                        .replaceFirst(" .*", ""));
                default -> {
                    // what a login shell says
                }
            }
        }
        return new PolicyAnswers(places, refused, answers);
    }

    Optional<String> answer(PolicyTry one) {
        return Optional.ofNullable(answers.get(one.key()));
    }

    /** It got through: a connection, or what a name server answered. */
    boolean isOpen(PolicyTry one) {
        String answer = answer(one).orElse("");
        return one.kind() == PolicyTry.Kind.TCP ? answer.equals("open") : isName(answer);
    }

    /**
     * It came to nothing, while the host got an answer from the same target: so somebody listens
     * there, and it was not that target that refused.
     */
    boolean isDenied(PolicyTry one) {
        String answer = answer(one).orElse("");
        boolean closed = answer.equals("refused") || answer.equals("timeout");
        return closed && isOpen(one.fromHost());
    }

    /** The tries that say nothing, with why. */
    List<String> untold(List<PolicyTry> tries) {
        List<String> untold = new ArrayList<>();
        for (PolicyTry one : tries) {
            if (!isOpen(one) && !isDenied(one)) {
                untold.add(one + ": " + why(one));
            }
        }
        return untold;
    }

    private String why(PolicyTry one) {
        String namespace = one.from().equals(PolicyPlan.BARE) ? one.to() : one.from();
        if (refused.containsKey(namespace)) {
            return "no pod there, " + refused.get(namespace);
        }
        return answer(one)
                .map(
                        answer ->
                                "%s, but from the host %s"
                                        .formatted(
                                                answer, answer(one.fromHost()).orElse("not tried")))
                .orElse(refused.getOrDefault("-", "not tried"));
    }

    /**
     * The first 12 bytes of a DNS message (RFC 1035 section 4.1.1) in hex: an answer, without an
     * error, that has a record.
     */
    private static boolean isName(String header) {
        if (!header.matches("[0-9a-f]{24}")) {
            return false;
        }
        int flags = Integer.parseInt(header.substring(4, 8), 16);
        int records = Integer.parseInt(header.substring(12, 16), 16);
        return (flags & 0x8000) != 0 && (flags & 0xf) == 0 && records > 0;
    }
}
