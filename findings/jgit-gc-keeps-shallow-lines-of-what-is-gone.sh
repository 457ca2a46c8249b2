#!/usr/bin/env bash
# JGit 7.8.1 adds a line to a repository's shallow file for each fetch of depth 1 and takes none away: its gc removes the
# commits that nothing holds any more and leaves their lines. git's own gc prunes both. The lines are no dead weight on the
# disk alone: a later fetch by JGit sends each of them to the server as `shallow ID`, so a mirror that follows a branch for
# a year sends a year of commits that it has not, with each fetch.
#
# Seen (a branch whose one commit is replaced five times, each fetched with depth 1 by force, then gc that prunes at once):
#   JGit: 5 lines, 1 of them of a commit that is there
#   git: 1 lines, 1 of them of a commit that is there
#   JGit's next fetch sends 5 of them
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=ops GIT_AUTHOR_EMAIL=ops@git.example.no GIT_COMMITTER_NAME=ops GIT_COMMITTER_EMAIL=ops@git.example.no

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.eclipse.jgit</groupId>
      <artifactId>org.eclipse.jgit</artifactId>
      <version>7.8.1.202611041320-r</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >Mirror.java <<'JAVA'
import java.io.File;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;

class Mirror {
    public static void main(String[] args) throws Exception {
        try (Git git = Git.open(new File("jgit.git"))) {
            var config = git.getRepository().getConfig();
            config.setString("gc", null, "prunePackExpire", "now");
            config.setString("remote", "origin", "url", "file://" + new File("origin").getCanonicalPath());
            config.setString("remote", "origin", "uploadpack", new File("server").getCanonicalPath());
            config.save();
            if (args[0].equals("fetch")) {
                git.fetch().setRemote("origin").setDepth(1).setRefSpecs(new RefSpec("+refs/heads/main:refs/heads/main")).call();
            } else {
                git.gc().setExpire(java.time.Instant.now().plusSeconds(3600)).call();
            }
        }
    }
}
JAVA
javac -cp 'lib/*' -d . Mirror.java
mirror() { java -cp '.:lib/*' Mirror "$@" 2>java.log || { cat java.log >&2; exit 2; }; }

# A server that writes down what its client says.
printf '#!/bin/sh\ntee "%s/asked" | git upload-pack "$@"\n' "$dir" >server
chmod +x server

git init -q -b main origin
git init -q --bare jgit.git
git init -q --bare git.git
for n in 1 2 3 4 5; do
  tree=$(echo "$n" | git -C origin hash-object -w --stdin | xargs -I{} printf '100644 blob {}\tfile\n' | git -C origin mktree)
  root=$(echo root | git -C origin commit-tree "$tree")
  git -C origin update-ref refs/heads/main "$(echo "$n" | git -C origin commit-tree "$tree" -p "$root")"
  mirror fetch
  git -C git.git fetch -q --depth 1 "file://$dir/origin" +refs/heads/main:refs/heads/main
done
mirror gc
git -C git.git -c gc.pruneExpire=now gc -q --prune=now

told() { # told NAME REPOSITORY
  local there
  there=$(while read -r id; do git -C "$2" cat-file -e "$id" 2>/dev/null && echo; done <"$2/shallow" | wc -l)
  echo "$1: $(wc -l <"$2/shallow") lines, $there of them of a commit that is there"
}

git -C origin update-ref refs/heads/main "$(echo more | git -C origin commit-tree "$tree" -p main)"
told JGit jgit.git >seen
told git git.git >>seen
mirror fetch
echo "JGit's next fetch sends $(grep -aoE 'shallow [0-9a-f]{40}' asked | sort -u | wc -l) of them" >>seen
cat seen

cat >stated <<'STATED'
JGit: 5 lines, 1 of them of a commit that is there
git: 1 lines, 1 of them of a commit that is there
JGit's next fetch sends 5 of them
STATED
diff stated seen >&2 || { echo "changed: what JGit's gc leaves in the shallow file" >&2; exit 1; }
echo "as stated: JGit's gc leaves lines of commits that are gone in the shallow file"
