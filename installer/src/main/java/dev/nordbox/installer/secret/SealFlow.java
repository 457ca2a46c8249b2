package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Seals what {@code kubectl create secret --dry-run=client -o yaml} writes; in a pipe it can stand
 * where kubeseal stood.
 *
 * @param name in place of the Secret's own
 * @param namespace of a Secret that names none
 * @param scope in place of what the Secret's annotations ask for
 * @param emptyData whether a Secret without a value is meant
 */
public record SealFlow(
        Optional<String> name,
        Optional<String> namespace,
        Optional<Scope> scope,
        boolean emptyData) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /**
     * @param source how the text is called in messages
     * @return one SealedSecret for each Secret
     * @throws ProblemException with every Secret that cannot be sealed
     */
    public List<Map<String, Object>> seal(
            String text,
            String source,
            SealingCertificate certificate,
            Instant now,
            SecureRandom random)
            throws ProblemException {
        if (certificate.isExpired(now)) {
            throw refused(
                    "failed to encrypt using an expired certificate on "
                            + DAY.format(certificate.notAfter()),
                    "certificate",
                    "get the cluster's present one: `secret keys --certificate`");
        }
        List<Map<String, Object>> secrets = secrets(text, source);
        Sealing sealing = new Sealing(certificate, random);
        List<Map<String, Object>> sealed = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            String where = secrets.size() == 1 ? source : source + ", object " + (i + 1);
            try {
                Map<String, Object> secret = placed(secrets.get(i));
                sealed.add(sealing.seal(secret, scope(secret)));
            } catch (SealingException e) {
                problems.add(new Problem(e.getMessage(), where, ""));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
        return sealed;
    }

    private static List<Map<String, Object>> secrets(String text, String source)
            throws ProblemException {
        try {
            List<Map<String, Object>> secrets =
                    Documents.parse(text).stream()
                            .filter(
                                    object ->
                                            Fields.text(object, "kind")
                                                    .equals(Optional.of("Secret")))
                            .toList();
            if (secrets.isEmpty()) {
                throw new SealingException("no Secret in it");
            }
            return secrets;
        } catch (SealingException e) {
            throw refused(
                    e.getMessage(),
                    source,
                    "give it what `kubectl create secret … --dry-run=client -o yaml` writes");
        }
    }

    private Scope scope(Map<String, Object> secret) {
        return scope.orElse(Scope.of(secret));
    }

    private Map<String, Object> placed(Map<String, Object> secret) throws SealingException {
        if (Fields.map(secret, "data").isEmpty()
                && Fields.map(secret, "stringData").isEmpty()
                && !emptyData) {
            throw new SealingException(
                    "the Secret has no data; if that is meant, add --allow-empty-data");
        }
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(secret, "metadata"));
        name.ifPresent(other -> metadata.put("name", other));
        if (Fields.text(metadata, "name").filter(text -> !text.isEmpty()).isEmpty()) {
            throw new SealingException("the Secret has no metadata.name; add --name NAME");
        }
        Optional<String> own = Fields.text(metadata, "namespace").filter(text -> !text.isEmpty());
        if (scope(secret) != Scope.CLUSTER_WIDE) {
            if (own.isPresent() && namespace.isPresent() && !own.equals(namespace)) {
                throw new SealingException(
                        "the Secret is in namespace \""
                                + own.get()
                                + "\" but \""
                                + namespace.get()
                                + "\" was named");
            }
            // Not the kubeconfig's: what is for Git must not depend on who seals it.
            metadata.put(
                    "namespace",
                    own.or(() -> namespace)
                            .orElseThrow(
                                    () ->
                                            new SealingException(
                                                    "the Secret has no metadata.namespace; add"
                                                            + " --namespace NAMESPACE")));
        }
        Map<String, Object> placed = new LinkedHashMap<>(secret);
        placed.put("metadata", metadata);
        return placed;
    }

    private static ProblemException refused(String what, String where, String remedy) {
        return new ProblemException(ExitCode.NOT_SEALED, new Problem(what, where, remedy));
    }
}
