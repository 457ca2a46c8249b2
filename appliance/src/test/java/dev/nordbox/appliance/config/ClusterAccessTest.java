package dev.nordbox.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAccessTest {

    @Test
    void oneNeedsNoNameAndSeveralKeepTheirOrder() {
        assertThat(ClusterAccess.parse(List.of("/etc/kube")))
                .containsExactly(ClusterAccess.only(Path.of("/etc/kube")));
        assertThat(ClusterAccess.parse(List.of("hel-1=hel.yaml", "fsn.de=/etc/fsn=old.yaml")))
                .containsExactly(
                        ClusterAccess.named("hel-1", Path.of("hel.yaml")),
                        ClusterAccess.named("fsn.de", Path.of("/etc/fsn=old.yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./a=b", "/etc/a=b.yaml"})
    void aFileMayHaveAnEqualsSignBehindASlash(String file) {
        assertThat(ClusterAccess.parse(List.of(file)))
                .containsExactly(ClusterAccess.only(Path.of(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=x b=y a=z   | two clusters are called a",
                "a=x y         | write NAME=y",
                "x a=y         | write NAME=x",
                "in-cluster=x  | what the first cluster is called anyway",
                "Fsn=x         | no name of a cluster",
                "=x            | no name of a cluster",
                "..=x          | no name of a cluster",
                "a_b=x         | no name of a cluster",
            })
    void whatCannotBeToldApartIsRefused(String texts, String why) {
        List<String> all = List.of(texts.strip().split(" +"));

        assertThatThrownBy(() -> ClusterAccess.parse(all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
