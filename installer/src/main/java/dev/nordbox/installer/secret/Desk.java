package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whoever holds the private keys: key files here, or a box over SSH. */
public final class Desk {

    /** Takes a request to the keys, see {@link dev.nordbox.appliance.seal.SealingDesk}. */
    @FunctionalInterface
    public interface Channel {
        Map<String, Object> ask(Map<String, Object> request) throws ProblemException;
    }

    /** A key, newest first in lists. */
    public record Key(String fingerprint, Instant notBefore, Instant notAfter, String pem) {}

    /**
     * What became of the values of one object, by their keys.
     *
     * @param keys fingerprint of the key each is sealed with
     * @param problems why a value does not unseal
     * @param items sealed anew; empty when that was not asked for or one did not unseal
     */
    public record Answer(
            Map<String, String> keys, Map<String, String> problems, Map<String, String> items) {}

    private final Channel channel;
    private final String name;

    /**
     * @param name for messages: the box, or the file of keys
     */
    public Desk(Channel channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public List<Key> keys() throws ProblemException {
        return Fields.list(channel.ask(Map.of("op", "keys")), "keys").stream()
                .map(
                        key ->
                                new Key(
                                        text(key, "fingerprint"),
                                        Instant.parse(text(key, "notBefore")),
                                        Instant.parse(text(key, "notAfter")),
                                        text(key, "pem")))
                .toList();
    }

    /** What seals now. */
    public SealingCertificate certificate() throws ProblemException {
        List<Key> keys = keys();
        try {
            if (keys.isEmpty()) {
                throw new SealingException("there is no sealing key");
            }
            return SealingCertificate.parse(keys.get(0).pem());
        } catch (SealingException e) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(e.getMessage(), name, "run `up` again: it makes the first key"));
        }
    }

    public List<Answer> inspect(List<SealedItems> objects) throws ProblemException {
        return ask("inspect", objects);
    }

    public List<Answer> reseal(List<SealedItems> objects) throws ProblemException {
        return ask("reseal", objects);
    }

    private List<Answer> ask(String op, List<SealedItems> objects) throws ProblemException {
        if (objects.isEmpty()) {
            return List.of();
        }
        Map<String, Object> answer =
                channel.ask(
                        Map.of(
                                "op",
                                op,
                                "objects",
                                objects.stream().map(SealedItems::toJson).toList()));
        List<Answer> answers =
                Fields.list(answer, "objects").stream()
                        .map(
                                object ->
                                        new Answer(
                                                texts(object, "keys"),
                                                texts(object, "problems"),
                                                texts(object, "items")))
                        .toList();
        if (answers.size() != objects.size()) {
            throw new ProblemException(
                    ExitCode.UNEXPECTED,
                    new Problem(
                            "%d answers to %d questions".formatted(answers.size(), objects.size()),
                            name,
                            "run `up` again: the controller may be of another version"));
        }
        return answers;
    }

    private static Map<String, String> texts(Object object, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        Fields.map(object, field).forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static String text(Object object, String field) {
        return Fields.text(object, field).orElse("");
    }
}
