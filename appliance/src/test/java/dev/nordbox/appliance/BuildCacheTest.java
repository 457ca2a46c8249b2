package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildCacheTest {
    @Test
    void itIsWhereTheShellSeesIt() {
        assertThat(BuildCache.in(Map.of("HOME", "/home/kari")))
                .isEqualTo(Path.of("/home/kari/.cache/nordbox"));
        assertThat(BuildCache.in(Map.of("HOME", "/home/kari", "XDG_CACHE_HOME", "/var/c")))
                .isEqualTo(Path.of("/var/c/nordbox"));
    }
}
