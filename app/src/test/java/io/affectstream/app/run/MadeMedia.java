package io.affectstream.app.run;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.testing.MediaTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Media created by ffmpeg from the clips of the data folder. */
final class MadeMedia {

  private static final String H264 = "-c:v libx264 -preset ultrafast -crf 12 -pix_fmt yuv420p ";

  private final Path folder;

  MadeMedia(Path folder) {
    this.folder = folder;
  }

  /** A clip of the data folder. */
  static Path clip(String name) {
    return TestData.require("media/" + name);
  }

  /** Two clips side by side, without sound. */
  Path sideBySide(String name, Path left, Path right) throws IOException {
    return make(name, "-i " + left + " -i " + right + " -filter_complex hstack -an " + H264);
  }

  /** A clip beside the first image of another one, which only flickers; with another sound. */
  Path besideListener(String name, Path talks, Path listens, Path sound) throws IOException {
    String filter =
        "[1:v]trim=end_frame=1,loop=loop=74:size=1,setpts=N/25/TB,noise=alls=4:allf=t[s];"
            + "[0:v]fps=25[t];[t][s]hstack=shortest=1[v]";
    String inputs = "-i " + talks + " -i " + listens + " -i " + sound;
    return make(
        name,
        inputs + " -filter_complex " + filter + " -map [v] -map 2:a " + H264 + "-c:a pcm_s16le");
  }

  /** A recording without its sound. */
  Path silent(String name, Path recording) throws IOException {
    return make(name, "-i " + recording + " -an -c:v copy");
  }

  /** The first second of a clip, a grey image for some seconds, the same second once more. */
  Path comesBack(String name, Path clip, int secondsAway) throws IOException {
    String filter =
        "[0:v]trim=duration=1,setpts=PTS-STARTPTS,setsar=1,format=yuv420p,split[a][b];"
            + "[1:v]setsar=1,format=yuv420p[g];[a][g][b]concat=n=3:v=1:a=0";
    String grey = "-f lavfi -i color=c=gray:size=360x288:rate=25:duration=" + secondsAway;
    return make(name, "-i " + clip + " " + grey + " -filter_complex " + filter + " -an " + H264);
  }

  /** The sound of a clip alone. */
  Path sound(String name, Path clip) throws IOException {
    return make(name, "-i " + clip + " -vn -ac 1 -ar 16000 -c:a pcm_s16le");
  }

  /** One second of a clip with a tone of another length. */
  Path longSound(String name, Path clip, int seconds) throws IOException {
    String tone = " -f lavfi -i sine=sample_rate=16000:duration=" + seconds;
    return make(name, "-t 1 -i " + clip + tone + " -map 0:v -map 1:a " + H264 + "-c:a aac");
  }

  /** A clip without the second half of its file. */
  Path truncated(String name, Path clip) throws IOException {
    Path whole =
        make("whole-" + name, "-i " + clip + " " + H264 + "-g 10 -c:a aac -movflags +faststart");
    byte[] bytes = Files.readAllBytes(whole);
    return Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
  }

  private Path make(String name, String arguments) throws IOException {
    return MediaTools.ffmpeg(folder.resolve(name), arguments.strip().split(" +"));
  }
}
