# Makes TorchSharp's native library loadable where the system's libstdc++ is older than GCC 13's.
#
# libLibTorchSharp.so asks of libstdc++ one symbol that older ones lack, std::ios_base_library_init() of version
# GLIBCXX_3.4.32. A small library, libstdcxx.so.6, defines that symbol, names the other versions asked for, and links to the
# system's libstdc++; in the copy of libLibTorchSharp.so that this makes, the name "libstdc++.so.6" is replaced by it (both
# names have the same length).
#
# Called by CompactCnn.NativeShim.targets, which passes everything by the environment, so that no path is read as a command:
#   COMPACTCNN_LIBRARY  the library
#   COMPACTCNN_FOLDER   where the copy and the small library go, which is left without them where they are not needed;
#                       empty: only look whether the library can be loaded
# Ends with 0, or with another status and one sentence that says why not.
set -eu
LC_ALL=C
export LC_ALL
library=$COMPACTCNN_LIBRARY
folder=$COMPACTCNN_FOLDER

fail() {
  echo "$1"
  exit 1
}

system_library() {
  { /sbin/ldconfig -p || ldconfig -p || true; } 2>/dev/null | sed -n 's/.*libstdc++[.]so[.]6 .*=> //p' | while read -r file; do
    case "$file" in */i386*|*/lib32/*|*/libx32/*) ;; *) echo "$file"; break ;; esac
  done
}

is_loadable() {
  grep -qa 'GLIBCXX_3[.]4[.]32' "$library" || return 0
  if grep -qa 'libstdcxx[.]so[.]6' "$library" && [ -f "$(dirname "$library")/libstdcxx.so.6" ]; then return 0; fi
  system=$(system_library)
  if [ -z "$system" ]; then
    for place in /usr/lib/x86_64-linux-gnu /usr/lib/aarch64-linux-gnu /usr/lib64 /lib64 /usr/lib; do
      if [ -e "$place/libstdc++.so.6" ]; then system="$place/libstdc++.so.6"; break; fi
    done
  fi
  [ -n "$system" ] && grep -qa 'GLIBCXX_3[.]4[.]32' "$system"
}

if [ -z "$folder" ]; then
  is_loadable || fail "TorchSharp's native library $library needs libstdc++ of GCC 13 or newer, this system's is older, and the build made no loadable copy of it, because it came another way than with the package TorchSharp; refer to that package, or set CompactCnnNativeShim to false if the program runs elsewhere"
  exit 0
fi

if is_loadable; then
  rm -f "$folder/libLibTorchSharp.so" "$folder/libstdcxx.so.6" "$folder/made-from"
  exit 0
fi

# Made from the same bytes before.
sum=$(cksum < "$library")
if [ -f "$folder/libLibTorchSharp.so" ] && [ -f "$folder/libstdcxx.so.6" ] && [ "$(cat "$folder/made-from" 2>/dev/null)" = "$sum" ]; then exit 0; fi

compiler=
for candidate in "${CXX:-}" g++ clang++ c++; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then compiler=$candidate; break; fi
done
[ -n "$compiler" ] || fail "TorchSharp's native library needs libstdc++ of GCC 13 or newer, this system's is older, and no C++ compiler was found to bridge the gap; install one (Debian and Ubuntu: apt-get install g++) and build again"

mkdir -p "$folder"
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
cat > "$work/shim.cpp" <<'END'
#include <iostream>
extern "C" void ios_base_library_init() __asm__("_ZSt21ios_base_library_initv");
extern "C" void ios_base_library_init() {}
END
grep -aoE '(GLIBCXX|CXXABI)_[0-9]+([.][0-9]+)+' "$library" | sort -u | while read -r version; do
  if [ "$version" = GLIBCXX_3.4.32 ]; then echo "$version { global: _ZSt21ios_base_library_initv; };"; else echo "$version { };"; fi
done > "$work/shim.map"
said=$("$compiler" -shared -fPIC -O2 -Wl,-soname,libstdcxx.so.6 -Wl,--no-as-needed -Wl,--version-script="$work/shim.map" -o "$work/libstdcxx.so.6" "$work/shim.cpp" 2>&1) ||
  fail "TorchSharp's native library needs libstdc++ of GCC 13 or newer, this system's is older, and the C++ compiler $compiler could not make the library that bridges the gap; it said: $(echo "$said" | grep -m 1 -E 'error|cannot' || echo nothing)"
sed 's/libstdc++[.]so[.]6/libstdcxx.so.6/' "$library" > "$work/library"
grep -qa 'libstdcxx[.]so[.]6' "$work/library" || fail "TorchSharp's native library $library does not ask for libstdc++.so.6 by that name, so that no loadable copy of it can be made on this system, whose libstdc++ is older than GCC 13's; use the version of TorchSharp that CompactCnn refers to"
mv -f "$work/libstdcxx.so.6" "$folder/libstdcxx.so.6"
mv -f "$work/library" "$folder/libLibTorchSharp.so"
echo "$sum" > "$folder/made-from"
