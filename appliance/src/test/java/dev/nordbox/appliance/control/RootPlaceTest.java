package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.ClusterNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example/team/shop.git,  '',          nordbox-shop",
        "git@git.example:team/My_Shop.git,   '',          nordbox-my-shop",
        "git@git.example:team/shop,          clusters/a1, nordbox-shop-clusters-a1",
        "https://git.example/team/___,       '',          nordbox-repository",
        "https://git.example/team/%E5%BA%93, '',          nordbox-e5-ba-93",
        "git@git.example:team/\u5e93\u5b58,  '',          nordbox-repository",
        "git@git.example:team/---,           apps,        nordbox-apps",
        "file:///,                           '',          nordbox-repository",
    })
    void theRootIsNamedAfterTheRepository(String url, String path, String name) {
        assertThat(RootPlace.of(url, "HEAD", path, ClusterNames.IN_CLUSTER).name()).isEqualTo(name);
    }
}
