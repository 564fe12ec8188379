package io.affectstream.console.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium with the page. */
public final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final int ATTEMPTS = 10;

  private final ChromeDriver driver;
  private final Path screenshots;

  private Browser(ChromeDriver driver, Path screenshots) {
    this.driver = driver;
    this.screenshots = screenshots;
  }

  /** Starts Chromium; skips the test without it, except in CI, where it fails. */
  public static Browser open(Path screenshots) throws IOException {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      String missing = "chromium and chromium-driver (Debian packages) are not installed";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      Assumptions.abort(missing);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    return new Browser(driver, Files.createDirectories(screenshots));
  }

  public void show(URI address) {
    driver.get(address.toString());
  }

  public void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Text of the first element of a selector; empty without one. */
  public String text(String selector) {
    List<WebElement> found = driver.findElements(By.cssSelector(selector));
    return found.isEmpty() ? "" : found.get(0).getText();
  }

  public int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** Clicks an element; again if the page replaced it meanwhile. */
  public void click(String selector) {
    for (int attempt = 1; ; attempt++) {
      try {
        driver.findElement(By.cssSelector(selector)).click();
        return;
      } catch (StaleElementReferenceException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  public void type(String selector, String text) {
    driver.findElement(By.cssSelector(selector)).sendKeys(text);
  }

  public void key(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
  }

  public void escape() {
    key(Keys.ESCAPE);
  }

  public String address() {
    return driver.getCurrentUrl();
  }

  /** Value of a script. */
  public Object script(String script) {
    return driver.executeScript(script);
  }

  public void screenshot(String name) throws IOException {
    Files.write(screenshots.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  /** A number that a script evaluates to. */
  public double number(String expression) {
    return ((Number) script("return " + expression)).doubleValue();
  }

  /** A screenshot of the whole page, including what is below the window. */
  public void whole(String name) throws IOException {
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    Files.write(
        screenshots.resolve(name + ".png"), Base64.getDecoder().decode((String) shot.get("data")));
  }

  /** JavaScript heap of the page after a collection, MB. */
  public double heap() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    Map<String, Object> usage = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of());
    return ((Number) usage.get("usedSize")).doubleValue() / (1 << 20);
  }

  /** Nodes of the document. */
  public double nodes() {
    return number("document.querySelectorAll('*').length");
  }

  /** Errors of the console, except those of requests that failed while the server was down. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("net::ERR_") && !message.contains("WebSocket"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
