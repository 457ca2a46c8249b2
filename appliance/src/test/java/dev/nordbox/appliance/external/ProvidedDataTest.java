package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the one value that a store gives. */
class ProvidedDataTest {
    private static final String DATA = "data: [{secretKey: k, remoteRef: {key: x, %s}}]";
    private static final String EXTRACT = "dataFrom: [{extract: {key: x, %s}}]";
    private static final String FIND = "dataFrom: [{find: {name: {regexp: x}, %s}}]";

    private final List<StoreRef> opened = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Base64    | +/8= | fb ff",
                "Base64URL | -_8= | fb ff",
                "Auto      | +/8= | fb ff",
                "Auto      | -_8= | fb ff",
                "Auto      | a-   | 61 2d",
                "None      | -_8= | 2d 5f 38 3d"
            })
    void aValueIsDecodedAsItIsWritten(String strategy, String given, String bytes)
            throws Exception {
        for (String source : List.of(DATA, EXTRACT, FIND)) {
            String spec = source.formatted("decodingStrategy: " + strategy);
            assertThat(provided(spec, given)).as(spec).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"Base64URL, +/8=", "Base64, -_8=", "Base64URL, -_8", "Base64, canary"})
    void aValueThatIsWrittenOtherwiseIsRefusedWithoutItself(String strategy, String given) {
        for (String source : List.of(DATA, EXTRACT, FIND)) {
            assertThatThrownBy(
                            () ->
                                    provided(
                                            source.formatted("decodingStrategy: " + strategy),
                                            given))
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("decoding strategy " + strategy)
                    .hasMessageNotContaining(given);
        }
    }

    @Test
    void bytesOfZeroAreRefusedWhereThatIsAskedFor() throws Exception {
        for (String source : List.of(DATA, EXTRACT, FIND)) {
            String decoded = source.formatted("decodingStrategy: Base64, nullBytePolicy: %s");

            assertThat(provided(decoded.formatted("Ignore"), "YQBi")).isEqualTo("61 00 62");
            assertThat(provided(decoded.formatted("Fail"), "YWI=")).isEqualTo("61 62");
            assertThatThrownBy(() -> provided(decoded.formatted("Fail"), "YQBi"))
                    .as(source)
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("\"k\" contains null bytes");
        }
    }

    @Test
    void aSourceMayNameAStoreOfItsOwn() throws Exception {
        String own = "sourceRef: {storeRef: {kind: ClusterSecretStore, name: own}}";
        String spec =
                "secretStoreRef: {name: usual}, data: [{secretKey: k, remoteRef: {key: x}},"
                        + " {secretKey: l, remoteRef: {key: x}, "
                        + own
                        + "}], dataFrom: [{extract: {key: x}}, {extract: {key: x}, "
                        + own.replace("kind: ClusterSecretStore, ", "")
                        + "}]";

        read(spec, "v");

        assertThat(opened)
                .containsExactly(
                        new StoreRef("SecretStore", "usual"),
                        new StoreRef("SecretStore", "own"),
                        new StoreRef("SecretStore", "usual"),
                        new StoreRef("ClusterSecretStore", "own"));
    }

    @Test
    void whereEverySourceNamesOneNoUsualStoreIsNeeded() throws Exception {
        String data =
                "data: [{secretKey: k, remoteRef: {key: x}, sourceRef: {storeRef: {name: own}}}]";

        assertThat(read(data, "v").values()).containsOnlyKeys("k");
        assertThat(opened).containsExactly(new StoreRef("SecretStore", "own"));
    }

    /** In hexadecimal digits. */
    private String provided(String sources, String given) throws CannotSync {
        Map<String, byte[]> values = read("secretStoreRef: {name: v}, " + sources, given).values();
        assertThat(values).containsOnlyKeys("k");
        StringBuilder digits = new StringBuilder();
        for (byte one : values.get("k")) {
            digits.append(digits.isEmpty() ? "" : " ").append("%02x".formatted(one));
        }
        return digits.toString();
    }

    private ProvidedData read(String spec, String given) throws CannotSync {
        byte[] value = given.getBytes(StandardCharsets.UTF_8);
        SecretsReader reader =
                new SecretsReader() {
                    @Override
                    public byte[] value(RemoteRef ref) {
                        return value;
                    }

                    @Override
                    public Map<String, byte[]> values(RemoteRef ref) {
                        return Map.of("k", value);
                    }

                    @Override
                    public Map<String, byte[]> find(DataFrom.Find find) {
                        return Map.of("k", value);
                    }
                };
        return ProvidedData.of(
                SpecReader.read(Fields.map(ObjectsOfTests.yaml("{spec: {" + spec + "}}"))),
                ref -> {
                    opened.add(ref);
                    return reader;
                });
    }
}
