package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values printed by Go 1.26: {@code sha3.Sum224} of {@code fmt.Sprintf("%+v", …)}. */
class GoHashTest {

    @Test
    void dataIsHashedAsGoPrintsIt() {
        assertThat(
                        GoHash.ofData(
                                Map.of(
                                        "z", new byte[0],
                                        "é", new byte[] {0, (byte) 255},
                                        "a", "bc".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("47bfd252696fd73002dd0389f925b68b15aa7deb143f5c8b79ecdade");
        assertThat(GoHash.ofData(Map.of()))
                .isEqualTo("74a974446e359fb3e6baff9bd0058950e6edd0f040888d9989b0a11b");
    }

    @Test
    void metadataIsHashedAsGoPrintsIt() {
        assertThat(GoHash.ofMetadata(Map.of("b", "2", "a", "1 x"), Map.of()))
                .isEqualTo("3fe8bab63e15d3040a59e7d2cd4bf71b7f4dda9bd46fb873c4befaeb");
        assertThat(
                        Refresh.version(
                                Map.of(
                                        "metadata",
                                        Map.of("generation", 3, "labels", Map.of("app", "web")))))
                .isEqualTo("3-2e04591e40c776c3728c23f945498e9ede3af1fb42b72508007b73bb");
    }

    @Test
    void aSecretNamesItsMaker() {
        assertThat(Marks.createdBy("ns", "name"))
                .isEqualTo("bb23d4143f48a70026bb6cffbf0e5df5557eb3bc56885091e92a5690");
        assertThat(Marks.fieldManager("db")).isEqualTo("externalsecrets.external-secrets.io/db");
        assertThat(Marks.fieldManager("n".repeat(40)))
                .startsWith("externalsecrets.external-secrets.io/sha3/")
                .hasSize("externalsecrets.external-secrets.io/sha3/".length() + 56);
    }
}
