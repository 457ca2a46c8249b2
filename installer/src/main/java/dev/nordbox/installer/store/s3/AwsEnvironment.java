package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.store.StoreRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a person has for S3's tools on a machine: the variables and files of AWS' own, which others
 * read as well.
 *
 * @param variables of the process
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">all of
 *     them</a>
 */
public record AwsEnvironment(Map<String, String> variables, Path home) {
    private static final String USUAL_REGION = "us-east-1";
    private static final String ACCESS = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

    public AwsEnvironment {
        variables = Map.copyOf(variables);
    }

    @Override
    public String toString() {
        return "AWS' variables and files";
    }

    /** Credentials with where they were found. */
    public record Found(S3Credentials credentials, String where) {}

    /**
     * The variables', else those of the profile's file.
     *
     * @throws StoreRefused when there are none, or half of them
     */
    public Found credentials() throws StoreRefused {
        Optional<String> access = said(ACCESS);
        Optional<String> secret = said(SECRET);
        if (access.isPresent() != secret.isPresent()) {
            throw new StoreRefused(
                    "%s is set, and %s is not"
                            .formatted(
                                    access.isPresent() ? ACCESS : SECRET,
                                    access.isPresent() ? SECRET : ACCESS),
                    "set both, or neither and have them in " + file());
        }
        if (access.isPresent()) {
            return new Found(
                    new S3Credentials(
                            access.get(), secret.get(), said("AWS_SESSION_TOKEN").orElse("")),
                    ACCESS);
        }
        Map<String, String> profile = section(file(), profile());
        String where = "profile %s of %s".formatted(profile(), file());
        String key = profile.getOrDefault("aws_access_key_id", "");
        String hidden = profile.getOrDefault("aws_secret_access_key", "");
        if (key.isEmpty() || hidden.isEmpty()) {
            throw new StoreRefused(
                    "there are no credentials: neither %s is set, nor has %s a key"
                            .formatted(ACCESS, where),
                    "set %s and %s, or AWS_PROFILE; what a login or a program hands out, `aws"
                                    .formatted(ACCESS, SECRET)
                            + " configure export-credentials --format env` puts there");
        }
        return new Found(
                new S3Credentials(key, hidden, profile.getOrDefault("aws_session_token", "")),
                where);
    }

    /** Empty when nobody says another than AWS' own. */
    public Optional<URI> endpoint() throws StoreRefused {
        Optional<String> text =
                said("AWS_ENDPOINT_URL_S3")
                        .or(() -> said("AWS_ENDPOINT_URL"))
                        .or(() -> configured("endpoint_url"));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String plain = text.get().replaceAll("/+$", "");
        if (!plain.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            throw new StoreRefused(
                    "the endpoint of AWS_ENDPOINT_URL is none",
                    "write https://HOST or https://HOST:PORT, without a path");
        }
        return Optional.of(URI.create(plain));
    }

    public String region() {
        return said("AWS_REGION")
                .or(() -> said("AWS_DEFAULT_REGION"))
                .or(() -> configured("region"))
                .orElse(USUAL_REGION);
    }

    public Optional<Path> ca() {
        return said("AWS_CA_BUNDLE").or(() -> configured("ca_bundle")).map(this::path);
    }

    private Optional<String> configured(String key) {
        Path config = said("AWS_CONFIG_FILE").map(this::path).orElse(home.resolve(".aws/config"));
        String name = profile().equals("default") ? "default" : "profile " + profile();
        try {
            return Optional.ofNullable(section(config, name).get(key))
                    .filter(text -> !text.isEmpty());
        } catch (StoreRefused e) {
            return Optional.empty(); // there are defaults
        }
    }

    private String profile() {
        return said("AWS_PROFILE").orElse("default");
    }

    private Path file() {
        return said("AWS_SHARED_CREDENTIALS_FILE")
                .map(this::path)
                .orElse(home.resolve(".aws/credentials"));
    }

    private Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    private Optional<String> said(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    /** What stands below {@code [name]}; nothing in a file that is not there. */
    private static Map<String, String> section(Path file, String name) throws StoreRefused {
        Map<String, String> found = new TreeMap<>();
        boolean inside = false;
        for (String line : lines(file)) {
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                inside = line.substring(1, line.length() - 1).strip().equals(name);
            } else if (inside && equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                found.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return found;
    }

    private static List<String> lines(Path file) throws StoreRefused {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new StoreRefused(
                    "%s cannot be read: %s".formatted(file, Reason.of(e)),
                    "see to it, or set %s and %s".formatted(ACCESS, SECRET));
        }
    }
}
