package dev.nordbox.appliance.render.kustomize.load;

/** Which files a kustomization may read; directories are free either way. */
public enum LoadRestrictor {
    /** Files in or below the directory of the kustomization. */
    ROOT_ONLY("LoadRestrictionsRootOnly"),
    /** Any file of the tree. */
    NONE("LoadRestrictionsNone");

    private final String flag;

    LoadRestrictor(String flag) {
        this.flag = flag;
    }

    /** The value of {@code --load-restrictor}. */
    public String flag() {
        return flag;
    }
}
