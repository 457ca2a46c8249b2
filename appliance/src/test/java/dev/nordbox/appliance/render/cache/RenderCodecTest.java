package dev.nordbox.appliance.render.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Kustomized;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.cache.Reads.Question;
import dev.nordbox.appliance.render.cache.Reads.Read;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenderCodecTest {

    private static final Reads READS =
            new Reads(
                    Map.of(
                            new Read(Question.NAMES, "apps/web"), "FILE a.yaml",
                            new Read(Question.CONTENT, "apps/web/a.yaml"), "100644 0123",
                            new Read(Question.ENTRY, "base"), "nothing"));

    @Test
    void everyTypeOfValueComesBackAsItWas() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("z", "last letter first: the order of keys stays");
        data.put("text", "æøå \u0000 🧊");
        data.put("empty", "");
        data.put("integer", 3);
        data.put("long", 1L << 40);
        data.put("big", new BigInteger("123456789012345678901234567890"));
        data.put("double", -0.0d);
        data.put("decimal", new BigDecimal("1.500"));
        data.put("true", true);
        data.put("false", false);
        data.put("null", null);
        data.put("list", Arrays.asList("a", null, List.of(), Map.of("a", "a")));

        Map<String, Object> back =
                roundTrip(render(data)).orElseThrow().manifests().get(0).content();

        assertThat(back.get("data")).isEqualTo(data);
        assertThat(back.get("data").toString()).isEqualTo(data.toString());
        assertThat(((Map<?, ?>) back.get("data")).get("double")).isEqualTo(-0.0d);
    }

    @Test
    void readsFilesKeyAndOriginComeBack() {
        Render render = render(Map.of("a", "b"));

        assertThat(roundTrip(render)).contains(render);
    }

    @Test
    void whatWouldNotComeBackTheSameIsNotEncoded() {
        assertThat(RenderCodec.encode(render(Map.of("date", LocalDate.EPOCH)))).isEmpty();
        assertThat(RenderCodec.encode(render(Map.of("half", "\ud83e")))).isEmpty();
        assertThat(RenderCodec.encode(render(Map.of("short", (short) 1)))).isEmpty();
    }

    @Test
    void bytesThatWereCutOrChangedAreNoRenderAndNoException() {
        byte[] bytes =
                RenderCodec.encode(render(Map.of("a", "b", "c", List.of(1, 2, 3)))).orElseThrow();
        Random random = new Random(7);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(RenderCodec.decode(Arrays.copyOf(bytes, length))).isEmpty();
        }
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            RenderCodec.decode(changed); // whatever it says: it ends, and throws nothing
        }
    }

    private static Optional<Render> roundTrip(Render render) {
        return RenderCodec.encode(render).flatMap(RenderCodec::decode);
    }

    private static Render render(Map<String, ?> data) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "ConfigMap");
        content.put("data", data);
        ResourceKey placed = new ResourceKey("", "ConfigMap", "elsewhere", "settings");
        List<Manifest> manifests = new ArrayList<>();
        manifests.add(new Manifest(placed, "v1", content, "apps/web/a.yaml:1"));
        manifests.add(
                new Manifest(
                        placed,
                        "v1",
                        content,
                        "apps/web/a.yaml:1",
                        Optional.of(
                                new Kustomized("settings", "", true, false, Set.of("a", "b")))));
        return new Render(READS, Set.of("apps/web/a.yaml"), manifests);
    }
}
