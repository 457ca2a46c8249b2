package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Unlocking.Opened;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Unlocking unlocking = new Unlocking(keys, Unlocking.MOST_TRIES);
        Map<String, String> fingerprints = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> resealed = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : sealed.items().entrySet()) {
            String key = entry.getKey();
            try {
                SealedItem item = SealedItem.parse(entry.getValue());
                Optional<Opened> opened = unlocking.open(item, sealed.label());
                if (opened.isEmpty()) {
                    problems.put(key, new Diagnosis(keys, sealed.label(), List.of()).of(item));
                    continue;
                }
                fingerprints.put(key, opened.get().key().fingerprint());
                if (reseal) {
                    resealed.put(key, anew(opened.get(), sealed.label(), entry.getValue()));
                }
            } catch (SealingException e) {
                problems.put(key, e.getMessage());
            }
        }
        return reseal && problems.isEmpty()
                ? Map.of("items", resealed, "keys", fingerprints)
                : Map.of("keys", fingerprints, "problems", problems);
    }

    /**
     * What is under the newest key already stays as it is, so that files do not change for nothing.
     */
    private String anew(Opened opened, Label label, String present) throws SealingException {
        SealingKey newest = keys.current().orElseThrow();
        return opened.key().fingerprint().equals(newest.fingerprint())
                ? present
                : SealedItem.seal(newest.certificate(), label, opened.value(), random).base64();
    }
}
