package dev.nordbox.appliance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.catalog.ApplicationScan.Kustomization;
import dev.nordbox.appliance.render.cache.Recall;
import dev.nordbox.appliance.tree.HashedTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationScanTest {

    private final ApplicationScan scan = new ApplicationScan();

    /** The identity of its directory does not tell that it has changed. */
    @Test
    void aKustomizationBehindALinkIsReadAgainWhenWhatItLeadsToHasChanged() throws IOException {
        assertThat(references("one.yaml")).containsExactly("apps/linked/one.yaml");

        assertThat(references("two.yaml")).containsExactly("apps/linked/two.yaml");
    }

    private List<String> references(String chosen) throws IOException {
        InMemoryTree tree =
                new InMemoryTree()
                        .link("apps/linked/kustomization.yaml", "../../shared/choice.yaml")
                        .file("shared/choice.yaml", "resources: [" + chosen + "]\n");
        return scan.scan(new HashedTree(tree), Recall.TRUSTED).kustomizations().stream()
                .filter(found -> found.directory().equals("apps/linked"))
                .map(Kustomization::references)
                .findFirst()
                .orElseThrow();
    }
}
