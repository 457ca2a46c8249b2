package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import java.util.ArrayList;
import java.util.List;

/** The kustomization file of a directory: the one of three names that is there. */
record KustFile(String name, String text) {
    private static final List<String> NAMES =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    static KustFile find(Loader loader) throws RenderException {
        List<KustFile> found = new ArrayList<>();
        for (String name : NAMES) {
            try {
                found.add(new KustFile(name, loader.loadText(name)));
            } catch (RenderStopped e) {
                throw e;
            } catch (RenderException e) {
                // Not there, or not to be read: the next name is tried.
                continue;
            }
        }
        if (found.isEmpty()) {
            throw new RenderException(
                    "unable to find one of 'kustomization.yaml', 'kustomization.yml' or"
                            + " 'Kustomization' in directory '"
                            + loader.root()
                            + "'");
        }
        if (found.size() > 1) {
            throw new RenderException(
                    "Found multiple kustomization files under: " + loader.root() + "\n");
        }
        return found.get(0);
    }
}
