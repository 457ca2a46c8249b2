package dev.nordbox.installer.volume;

import dev.nordbox.installer.kit.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code kubectl get persistentvolumes,pods -o json} prints, of the parts that count. */
public final class TrialListing {
    private final List<String> items = new ArrayList<>();

    /** Field of a spec: storage of k3s' own, below its root. */
    public static String local(String name) {
        return "\"hostPath\":{\"path\":\"%s/%s\",\"type\":\"DirectoryOrCreate\"}"
                .formatted(Volume.ROOT, name);
    }

    /**
     * @param claim {@code namespace/name}
     * @param storage a field of its spec
     */
    public TrialListing volume(String name, String claim, String storage) {
        String[] words = claim.split("/");
        items.add(
                """
                {"kind":"PersistentVolume","metadata":{"name":"%s"},"spec":{
                 "capacity":{"storage":"1Gi"},"claimRef":{"namespace":"%s","name":"%s"},
                 "storageClassName":"local-path",%s,
                 "nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[
                  {"key":"kubernetes.io/hostname","operator":"In","values":["prod-1"]}]}]}}}}
                """
                        .formatted(name, words[0], words[1], storage));
        return this;
    }

    /** A pod in the namespace {@code shop}. */
    public TrialListing pod(String name, boolean ready, String annotations, String... claims) {
        String volumes =
                Arrays.stream(claims)
                        .map(c -> "{\"persistentVolumeClaim\":{\"claimName\":\"" + c + "\"}}")
                        .collect(Collectors.joining(","));
        items.add(
                """
                {"kind":"Pod","metadata":{"name":"%s","namespace":"shop","annotations":%s},
                 "spec":{"volumes":[%s]},
                 "status":{"conditions":[{"type":"Ready","status":"%s"}]}}
                """
                        .formatted(name, annotations, volumes, ready ? "True" : "False"));
        return this;
    }

    public String json() {
        return "{\"kind\":\"List\",\"items\":[" + String.join(",", items) + "]}";
    }
}
