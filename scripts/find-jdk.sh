# shellcheck shell=bash
# Sourced by ./build and ./baton: finds a JDK 25 or newer and Maven.

# shellcheck disable=SC2034 # used by the scripts that source this file
maven_options=(--batch-mode --no-transfer-progress)

# Prints the feature version of the JDK in the folder $1; fails if there is none.
jdk_version() {
    local home=$1 text
    [[ -x $home/bin/java && -x $home/bin/javac ]] || return 1
    if [[ -r $home/release ]]; then
        text=$(grep -m 1 '^JAVA_VERSION=' "$home/release") || return 1
    else
        text=$("$home/bin/java" -version 2>&1 | grep -m 1 ' version "') || return 1
    fi
    [[ $text =~ \"([0-9]+) ]] || return 1
    echo "${BASH_REMATCH[1]}"
}

# Exports JAVA_HOME and returns 0 if the folder $1 holds a JDK 25 or newer.
use_jdk() {
    local version
    version=$(jdk_version "$1") || return 1
    ((version >= 25)) || return 1
    export JAVA_HOME=$1
}

find_jdk() {
    local home java version best='' best_version=0
    if [[ -n ${JAVA_HOME:-} ]] && use_jdk "$JAVA_HOME"; then
        return 0
    fi
    if java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null); then
        if use_jdk "${java%/bin/java}"; then
            return 0
        fi
    fi
    for home in /usr/lib/jvm/* /opt/*jdk* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        version=$(jdk_version "$home") || continue
        # 25 is what the build is tested with: it goes before anything newer.
        if ((version == 25)); then
            best=$home
            break
        fi
        if ((version > 25 && version > best_version)); then
            best=$home
            best_version=$version
        fi
    done
    if [[ -z $best ]]; then
        echo "Baton needs a JDK 25 or newer: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
        return 1
    fi
    export JAVA_HOME=$best
}

find_maven() {
    if ! command -v mvn >/dev/null; then
        echo "Baton is built with Apache Maven 3.8.7 or newer: install it and put mvn on the PATH." >&2
        return 1
    fi
    # Old Mavens carry a Guava and a Jansi that a new JDK warns about at each start; Jansi also
    # ends what it never coloured with an escape sequence.
    export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djansi.noreset=true ${MAVEN_OPTS:-}"
}
