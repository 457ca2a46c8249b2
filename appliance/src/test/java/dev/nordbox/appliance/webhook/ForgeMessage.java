package dev.nordbox.appliance.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request as a forge sends it: a file with its headers, an empty line and its body. In place of
 * what only the secret gives stands {@code {hmac}}, {@code {standard}} or {@code {secret}}, and
 * {@code {time}} for the moment it is sent at.
 */
record ForgeMessage(String name, List<String> headers, String body) {

    private static final Path FOLDER = Path.of("src/test/resources/webhook");

    static List<ForgeMessage> all() throws IOException {
        List<ForgeMessage> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                all.add(read(file));
            }
        }
        return all;
    }

    private static ForgeMessage read(Path file) throws IOException {
        String[] parts = Files.readString(file).split("\n\n", 2);
        String name = file.getFileName().toString().replaceAll("\\.http$", "");
        return new ForgeMessage(name, parts[0].lines().toList(), parts[1]);
    }

    ForgeMessage unsigned() {
        return new ForgeMessage(
                name, headers.stream().filter(header -> !isProof(header)).toList(), body);
    }

    boolean isSigned() {
        return headers.stream().anyMatch(ForgeMessage::isProof);
    }

    private static boolean isProof(String header) {
        return header.matches(".*\\{(hmac|standard|secret)}.*");
    }

    /** The proof is of the body as it was sent, whatever arrives. */
    HttpRequest request(URI to, String arriving, String secret, Instant now) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to).POST(BodyPublishers.ofString(arriving));
        for (String header : headers) {
            String[] field = header.split(": ", 2);
            request.header(field[0], filled(field[1], secret, now));
        }
        return request.build();
    }

    private String filled(String value, String secret, Instant now) {
        String time = String.valueOf(now.getEpochSecond());
        return value.replace("{secret}", secret)
                .replace("{time}", time)
                .replace("{hmac}", HexFormat.of().formatHex(hmac(secret, body)))
                .replace(
                        "{standard}",
                        Base64.getEncoder()
                                .encodeToString(
                                        hmac(secret, id().orElse("") + "." + time + "." + body)));
    }

    private Optional<String> id() {
        return headers.stream()
                .filter(header -> header.startsWith("webhook-id: "))
                .map(header -> header.substring("webhook-id: ".length()))
                .findFirst();
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has HmacSHA256
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
