# Steps that ./run and ./test share; to be sourced. Each says what it does, and ends the script with one sentence when
# something is missing. Everything is written below build/, except packages and the local model.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Debian 12 names; after a bar the name on other releases.
packages=(
    g++ cmake ninja-build ccache "pkg-config|pkgconf"
    qt6-base-dev "qt6-charts-dev|libqt6charts6-dev" libqt6opengl6-dev "qt6-svg-dev|libqt6svg6-dev"
    qt6-tools-dev qt6-l10n-tools qt6-tools-dev-tools qtkeychain-qt6-dev
    libsqlite3-dev libsqlitecpp-dev libexpected-dev libcli11-dev libyaml-cpp-dev libcsv-dev libdtl-dev libboost-math-dev
    "dbus-daemon|dbus" xvfb qt6-qpa-plugins fonts-dejavu-core fonts-noto-cjk sqlite3 python3 python3-venv python3-pip
)

# The compiler cache stays with the build, unless the person has one of their own. The sloppiness is what ccache asks
# for with precompiled headers.
export CCACHE_DIR=${CCACHE_DIR:-$root/build/ccache}
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root}
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros,include_file_mtime,include_file_ctime}

say() {
    echo "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        check_tools
        return
    fi
    local installed missing=() entry
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' ${packages[*]//|/ } 2>/dev/null)
    for entry in "${packages[@]}"; do
        grep -qxE "installed (${entry//+/\\+})" <<<"$installed" || missing+=("$entry")
    done
    [ ${#missing[@]} -eq 0 ] && return
    install_missing_packages "${missing[@]}"
}

install_missing_packages() {
    say "Installing packages: ${*%%|*}"
    as_root "${*%%|*}" apt-get update -q
    local names=() entry name
    for entry in "$@"; do
        for name in ${entry//|/ }; do
            if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
                names+=("$name")
                continue 2
            fi
        done
        fail "The package ${entry//|/ or } is not in the package lists of this system. Check the network and the" \
             "sources of apt (on Ubuntu: the component universe), and start again."
    done
    as_root "${names[*]}" apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${names[@]}"
}

# as_root PACKAGES COMMAND...
as_root() {
    local wanted=$1
    shift
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Packages are missing, and installing them needs root rights, but there is" \
            "no sudo. As root, run: apt-get install $wanted; then start again."
        sudo=(sudo)
        # Without a terminal nobody could type a password: better a sentence than a wait.
        [ -t 0 ] || sudo=(sudo -n)
    fi
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive "$@" </dev/null >&2 ||
        fail "Packages could not be installed; the reason stands above. Check the network and your rights, or run as" \
             "root: apt-get install $wanted; then start again."
}

check_tools() {
    local tool
    for tool in g++ cmake ninja ccache python3; do
        command -v $tool >/dev/null || fail "$tool is missing, and this system has no apt to install it with." \
            "Install what README.md lists and start again."
    done
}

# build PRESET [TARGET...]: configures where needed, then compiles. One at a time in each build folder.
build() {
    local preset=$1 begun=$SECONDS
    shift
    mkdir -p "$root/build"
    check_space
    (
        if ! flock -n 9; then
            say "Another build of $preset is at work; waiting for it."
            flock 9
        fi
        configure "$preset"
        [ "$*" = build.ninja ] || say "Building ($preset)." # that target alone only configures
        # The lock is not handed on: a compiler that outlives a stopped build must not hold it.
        ninja -C "$root/build/$preset" -j"$(nproc)" "$@" 9>&- >&2 ||
            fail "The build stopped; the first error stands above. Mend it and start again: it goes on where it stopped."
    ) 9>"$root/build/$preset.lock" || exit 1
    # What took a moment is not worth a line.
    [ $((SECONDS - begun)) -lt 10 ] || say "Built ($preset) in $((SECONDS - begun)) s."
}

check_space() {
    [ -d "$root/build/$preset" ] && return
    local free needed=1000
    case $preset in
        dev) needed=2500 ;;
        asan) needed=4000 ;;
        tsan) needed=2000 ;;
    esac
    free=$(df -Pk "$root/build" | awk 'NR == 2 {print int($4 / 1024)}')
    [ "$free" -ge $needed ] || fail "The build needs $needed MB at $root/build, but only $free MB are free. Free some space" \
        "and start again."
}

# Ninja configures again by itself when a CMakeLists.txt changes; what it does not see is seen here.
configure() {
    local tree=$root/build/$1 fresh=()
    if [ -f "$tree/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$tree/CMakeCache.txt"; then
        fresh=(--fresh) # the folder was moved or copied
    elif [ -f "$tree/build.ninja" ] && [ "$tree/configured" -nt "$root/CMakePresets.json" ]; then
        return
    fi
    say "Configuring ($1)."
    mkdir -p "$tree"
    (cd "$root" && cmake --preset "$1" "${fresh[@]}" 9>&- >"$tree/configure.log" 2>&1) || {
        tail -n 30 "$tree/configure.log" >&2
        fail "CMake could not configure the build; the reason stands above. Install what it names and start again."
    }
    touch "$tree/configured"
}

# install_local_model SCRIPT: the script's name is for the advice.
install_local_model() {
    "$root/packaging/local-model/install" >/dev/null ||
        fail "$1 --no-model goes on without the local model."
}
