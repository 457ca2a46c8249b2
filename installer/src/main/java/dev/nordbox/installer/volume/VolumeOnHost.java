package dev.nordbox.installer.volume;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Data that a host has, whether its cluster runs or not.
 *
 * @param claim {@code namespace/name}; {@code ""} when nobody knows
 * @param path on the host; {@code ""} for storage elsewhere
 * @param bytes on the disk, with all below; empty where it was not counted
 * @param kits that have data of it, of those that the host knows of
 */
public record VolumeOnHost(
        String name, String claim, String path, Optional<Long> bytes, List<String> kits) {
    static final String LABEL = "look what data there is";

    public VolumeOnHost {
        kits = List.copyOf(kits);
    }

    /**
     * Also what a cluster has left that was taken down before.
     *
     * @param lists files on the host with {@link VolumesInKit}
     * @return by claim
     */
    public static List<VolumeOnHost> all(Shell host, List<String> lists) throws ProblemException {
        List<String> words = new ArrayList<>(List.of(Volume.ROOT));
        words.addAll(lists);
        Command ask =
                Command.script(
                                LABEL,
                                Script.beside(VolumeOnHost.class, "volumes-on-host.sh"),
                                words.toArray(String[]::new))
                        .withRoot()
                        .within(Duration.ofMinutes(10));
        return parse(host.run(ask).orFail(host, ask).stdout());
    }

    static List<VolumeOnHost> parse(String text) {
        Map<String, String[]> volumes = new LinkedHashMap<>();
        Map<String, Long> directories = new LinkedHashMap<>();
        List<VolumesInKit> kits = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split("\t", -1);
            if (words[0].equals("volume") && words.length == 4) {
                volumes.put(words[3].isEmpty() ? words[1] : words[3], words);
            } else if (words[0].equals("directory") && words.length == 3) {
                directories.put(
                        words[2], words[1].matches("\\d{1,18}") ? Long.valueOf(words[1]) : 0);
            } else if (words[0].equals("kit") && words.length == 2) {
                kits.add(VolumesInKit.parse(Base64.getDecoder().decode(words[1])));
            }
        }
        directories.keySet().forEach(path -> volumes.computeIfAbsent(path, VolumeOnHost::byName));
        Map<String, VolumeOnHost> sorted = new TreeMap<>();
        for (String[] words : volumes.values()) {
            VolumeOnHost volume = of(words, directories, kits);
            sorted.put(volume.claim + " " + volume.name, volume);
        }
        return List.copyOf(sorted.values());
    }

    /**
     * {@code NAME_NAMESPACE_CLAIM}, as k3s' local storage names them; no name has an underscore.
     */
    private static String[] byName(String path) {
        String folder = path.substring(path.lastIndexOf('/') + 1);
        String[] words = folder.split("_");
        String claim = words.length == 3 ? words[1] + "/" + words[2] : "";
        return new String[] {"volume", words.length == 3 ? words[0] : folder, claim, path};
    }

    private static VolumeOnHost of(
            String[] words, Map<String, Long> directories, List<VolumesInKit> kits) {
        return new VolumeOnHost(
                words[1],
                words[2].equals("/") ? "" : words[2],
                words[3],
                Optional.ofNullable(directories.get(words[3])),
                kits.stream()
                        .filter(kit -> kit.names().contains(words[1]))
                        .map(VolumesInKit::kit)
                        .toList());
    }

    /** Whether {@code down --delete-data} takes it away: what lies elsewhere is not ours. */
    public boolean goesWithTheData() {
        return path.startsWith(Volume.ROOT + "/");
    }

    /** {@code shop/data-db-0 (pvc-…)}. */
    public String title() {
        return claim.isEmpty() ? name : claim + " (" + name + ")";
    }
}
