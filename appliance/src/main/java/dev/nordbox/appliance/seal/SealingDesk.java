package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Unlocking.Opened;
import dev.nordbox.appliance.seal.Unlocking.Outcome;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers what the command line asks of whoever holds the keys, in JSON: the box over SSH, or key
 * files at hand. No plaintext is ever in an answer. Not for strangers: it says why a value does not
 * unseal.
 *
 * <pre>
 * {op: keys}                                → {keys: [{fingerprint, notBefore, notAfter, pem}]}, newest first
 * {op: inspect, objects: [SealedItems…]}    → {objects: [{keys: {item: fingerprint}, problems: {item: why}}]}
 * {op: reseal, objects: [SealedItems…]}     → {objects: [{items: {…}} or {problems: {…}}]}
 * </pre>
 */
public final class SealingDesk {
    private final KeyRing keys;
    private final SecureRandom random;

    public SealingDesk(KeyRing keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * @throws SealingException when the request is none
     */
    public Map<String, Object> answer(Map<String, Object> request) throws SealingException {
        String op = Fields.text(request, "op").orElse("");
        return switch (op) {
            case "keys" -> Map.of("keys", keys.keys().stream().map(SealingDesk::describe).toList());
            case "inspect", "reseal" -> {
                List<Object> answers = new ArrayList<>();
                for (Object object : Fields.list(request, "objects")) {
                    answers.add(answer(SealedItems.parse(object), op.equals("reseal")));
                }
                yield Map.of("objects", answers);
            }
            default -> throw new SealingException("unknown request " + op);
        };
    }

    private static Map<String, Object> describe(SealingKey key) {
        SealingCertificate certificate = key.certificate();
        return Map.of(
                "fingerprint", key.fingerprint(),
                "notBefore", certificate.notBefore().toString(),
                "notAfter", certificate.notAfter().toString(),
                "pem", certificate.pem());
    }

    private Map<String, Object> answer(SealedItems sealed, boolean reseal) throws SealingException {
        Outcome outcome =
                new Unlocking(keys, Unlocking.MOST_TRIES)
                        .openAll(
                                sealed.items(),
                                sealed.label(),
                                (item, before) ->
                                        new Diagnosis(keys, sealed.label(), List.of()).of(item));
        Map<String, String> fingerprints = new LinkedHashMap<>();
        outcome.opened()
                .forEach((name, opened) -> fingerprints.put(name, opened.key().fingerprint()));
        return reseal && outcome.problems().isEmpty()
                ? Map.of("items", anew(sealed, outcome.opened()), "keys", fingerprints)
                : Map.of("keys", fingerprints, "problems", outcome.problems());
    }

    private Map<String, String> anew(SealedItems sealed, Map<String, Opened> opened)
            throws SealingException {
        Map<String, String> resealed = new LinkedHashMap<>();
        for (Map.Entry<String, Opened> entry : opened.entrySet()) {
            Sealing sealing = new Sealing(keys.current().orElseThrow().certificate(), random);
            String name = entry.getKey();
            String present = sealed.items().get(name);
            resealed.put(name, sealing.anew(entry.getValue(), sealed.label(), present));
        }
        return resealed;
    }
}
