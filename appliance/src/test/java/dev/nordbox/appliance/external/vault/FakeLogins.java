package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.manifest.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may log in to a pretended Vault, and what OpenBao says to others. */
final class FakeLogins {
    private static final String OTHER_AUDIENCE =
            "invalid audience (aud) claim: audience claim does not match any expected audience";

    private final Map<String, Method> methods = new ConcurrentHashMap<>();

    record Refusal(int code, String message) {}

    private interface Method {
        Optional<Refusal> refuse(Map<String, Object> fields);
    }

    /** Absent: it may. */
    Optional<Refusal> refuse(String mount, Map<String, Object> fields) {
        Method method = methods.getOrDefault(mount, none -> refusal(403, "permission denied"));
        return method.refuse(fields);
    }

    void appRole(String mount, String roleId, String secretId) {
        methods.put(
                mount,
                fields ->
                        text(fields, "role_id").equals(roleId)
                                        && text(fields, "secret_id").equals(secretId)
                                ? Optional.empty()
                                : refusal(400, "invalid role or secret ID"));
    }

    void jwt(String mount, String role, String audience, TrialJwt issuer) {
        methods.put(
                mount,
                fields -> {
                    String jwt = text(fields, "jwt");
                    String given = text(fields, "role");
                    if (!given.equals(role)) {
                        return refusal(400, "role \"" + given + "\" could not be found");
                    }
                    if (!issuer.hasSigned(jwt)) {
                        return refusal(
                                400,
                                "error validating token: error verifying token signature: no known"
                                        + " key successfully validated the token signature");
                    }
                    return isFor(audience, jwt)
                            ? Optional.empty()
                            : refusal(400, "error validating token: " + OTHER_AUDIENCE);
                });
    }

    /** Whose signature it is only the cluster knows; a real one asks it. */
    void account(String mount, String role, String account, String audience) {
        methods.put(
                mount,
                fields -> {
                    String jwt = text(fields, "jwt");
                    String given = text(fields, "role");
                    if (!given.equals(role)) {
                        return refusal(400, "invalid role name \"" + given + "\"");
                    }
                    if (!audience.isEmpty() && !isFor(audience, jwt)) {
                        return refusal(403, OTHER_AUDIENCE);
                    }
                    return text(TrialJwt.claims(jwt), "sub")
                                    .equals("system:serviceaccount:" + account)
                            ? Optional.empty()
                            : refusal(403, "service account name not authorized");
                });
    }

    private static boolean isFor(String audience, String jwt) {
        return Fields.list(TrialJwt.claims(jwt), "aud").contains(audience);
    }

    private static String text(Map<String, Object> fields, String name) {
        return Fields.text(fields, name).orElse("");
    }

    private static Optional<Refusal> refusal(int code, String message) {
        return Optional.of(new Refusal(code, message));
    }
}
