package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs tokens with a key of its own. */
final class TrialJwt {
    private static final String ALGORITHM = "SHA256withRSA";

    private final KeyPair keys;

    TrialJwt() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicPem() {
        return pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
    }

    /** As an API server makes one of a service account, good for ten minutes. */
    String account(String namespace, String name, String audience) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", "system:serviceaccount:" + namespace + ":" + name);
        claims.put("aud", List.of(audience));
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + 600);
        Map<String, Object> account = Map.of("name", name, "uid", "u-" + name);
        claims.put("kubernetes.io", Map.of("namespace", namespace, "serviceaccount", account));
        String signed =
                encoded(Json.print(Map.of("alg", "RS256"))) + "." + encoded(Json.print(claims));
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasSigned(String jwt) {
        int dot = jwt.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(keys.getPublic());
            signature.update(jwt.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(dot + 1)));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static Map<String, Object> claims(String jwt) {
        return Json.parse(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
