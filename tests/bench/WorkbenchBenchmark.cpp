#include "tests/bench/LargeProject.h"
#include "tests/bench/StoredCalls.h"
#include "tests/bench/WindowMeasures.h"
#include "ui/kit/Theme.h"
#include "ui/window/MainWindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QCommandLineParser>
#include <QLineEdit>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <cstdio>

/// What the window does with 1,000,000 evaluations and 30,000 candidates, and with 1,000 responses a second: how long
/// until something is shown, how long a frame takes, how long the main thread is away at most. Prints the ratio to each
/// limit. WorkbenchBenchmark [--project FILE]; the file is made if it is not there.
using namespace metaspo;

namespace {

class Workbench
{
public:
    explicit Workbench(const QString& project) : m_window(m_workspace, m_theme), m_project(project)
    {
        m_theme.show(ThemeChoice::Light);
        m_window.resize(1280, 800);
        m_window.show();
        settle(300);
    }

    void measurePages()
    {
        Heartbeat heart;
        m_window.openProject(m_project);
        print("open the project", timeUntil([this] { return m_window.project() != nullptr; }), 500);
        auto* tasks = view("taskTree");
        m_window.showPage(QStringLiteral("tasksPage"));
        print("tasks appear", timeUntil([tasks] { return tasks->model()->rowCount() > 0; }), 100);
        m_window.showPage(QStringLiteral("runPage"));
        auto* runs = view("runList");
        print("list of runs appears", timeUntil([runs] { return runs->model()->rowCount() == LargeProject::runs; }),
              100);
        settle(1000);
        auto* tree = view("runTree");
        runs->setCurrentIndex(runs->model()->index(LargeProject::runs - 1, 0)); // a usual run
        timeUntil([tree] { return tree->model()->rowCount() > 0; });
        settle(1000);
        heart.forget();
        runs->setCurrentIndex(runs->model()->index(0, 0)); // the largest
        print("tree of 15,000 candidates appears", timeUntil([tree] { return tree->model()->rowCount() > 40; }), 100);
        settle(1500);
        print("longest pause while the largest run appears", heart.longestPause(), 50);
        measureAnswers(heart);
        measureCalls(heart);
        measureScrolling(tree, "scroll the tree: slowest frame of 200");
    }

    void measureLiveRun();

private:
    QAbstractItemView* view(const char* name) { return m_window.findChild<QAbstractItemView*>(QLatin1String(name)); }

    void measureAnswers(Heartbeat& heart)
    {
        auto* tabs = m_window.findChild<QTabWidget*>(QStringLiteral("runDetails"));
        auto* answers = view("answerTable");
        for (int tab = 0; tab < tabs->count(); ++tab)
            if (tabs->widget(tab)->isAncestorOf(answers))
                tabs->setCurrentIndex(tab);
        auto* search = m_window.findChild<QLineEdit*>(QStringLiteral("answerSearch"));
        settle(500);
        measureScrolling(answers, "scroll the answers: slowest frame of 200");
        heart.forget();
        const int before = answers->model()->rowCount();
        search->setText(QStringLiteral("Question 17 "));
        print("filter the answers of the candidate",
              timeUntil([&] { return answers->model()->rowCount() != before; }), 100 + 300); // 300: typing settles
        print("longest pause while filtering", heart.longestPause(), 50);
        search->clear();
        settle(1000);
    }

    void measureCalls(Heartbeat& heart)
    {
        auto* tabs = m_window.findChild<QTabWidget*>(QStringLiteral("runDetails"));
        auto* calls = view("callTable");
        auto* ofCandidate = m_window.findChild<QAbstractButton*>(QStringLiteral("callsOfCandidate"));
        ofCandidate->setChecked(false);
        heart.forget();
        for (int tab = 0; tab < tabs->count(); ++tab)
            if (tabs->widget(tab)->isAncestorOf(calls))
                tabs->setCurrentIndex(tab);
        print("first calls of the largest run appear", timeUntil([calls] { return calls->model()->rowCount() > 0; }),
              100);
        timeUntil([calls] { return calls->model()->rowCount() >= LargeProject::largestRunEvaluations; });
        settle(500);
        print("longest pause while all calls arrive", heart.longestPause(), 50);
        measureScrolling(calls, "scroll the calls: slowest frame of 200");
        heart.forget();
        const int before = calls->model()->rowCount();
        m_window.findChild<QLineEdit*>(QStringLiteral("callWords"))->setText(QStringLiteral("Question 17 "));
        print("filter the calls of the run", timeUntil([&] { return calls->model()->rowCount() != before; }),
              100 + 300);
        settle(2000);
        print("longest pause while filtering the calls", heart.longestPause(), 50);
    }

    void measureScrolling(QAbstractItemView* shown, const char* what)
    {
        QRandomGenerator random(1);
        double slowest = 0;
        for (int frame = 0; frame < 200; ++frame) {
            QElapsedTimer clock;
            clock.start();
            shown->verticalScrollBar()->setValue(random.bounded(shown->verticalScrollBar()->maximum() + 1));
            shown->viewport()->repaint();
            slowest = std::max(slowest, milliseconds(clock));
            QCoreApplication::processEvents();
        }
        std::printf("(%d rows) ", shown->model()->rowCount());
        print(what, slowest, 16);
    }

    Theme m_theme;
    Workspace m_workspace;
    MainWindow m_window;
    QString m_project;
};

/// A model server in a process of its own, so that its work is not counted as the window's.
class ServerProcess
{
public:
    ServerProcess()
    {
        m_script.open();
        m_script.write("{\"accuracy\": 0.6, \"latencyMilliseconds\": 30}");
        m_script.flush();
        m_process.start(QStringLiteral(SCRIPTED_SERVER_PROGRAM),
                        {QStringLiteral("--script"), m_script.fileName(), QStringLiteral("--while-input")});
        if (!m_process.waitForReadyRead())
            std::fprintf(stderr, "the scripted model server does not start\n");
        m_port = QString::fromLatin1(m_process.readLine().trimmed());
    }
    ~ServerProcess()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/v1").arg(m_port); }

private:
    QTemporaryFile m_script;
    QProcess m_process;
    QString m_port;
};

Task liveTask(int number)
{
    Task task = benchmarkTask(QStringLiteral("live-%1").arg(number), QStringLiteral("Live"), 550);
    for (Example& example : task.examples) {
        example.split = example.index < 50 ? Split::Train : Split::Test;
        example.question = QStringLiteral("Question %1 of %2 [[answer=A|B|C|D]]").arg(example.index).arg(task.name);
    }
    task.userPrompt = QStringLiteral("Write the letter inside <answer></answer>. {question}");
    return task;
}

void Workbench::measureLiveRun()
{
    const ServerProcess server;
    Connection connection;
    connection.name = QStringLiteral("scripted");
    connection.baseUrl = server.url();
    connection.model = QStringLiteral("scripted");
    connection.width = 32;
    valueOf(m_workspace.connections().save(connection).map([](auto&&...) { return true; }));
    const QTemporaryDir folder;
    m_window.createProject(folder.filePath(QStringLiteral("live.metaspo")));
    timeUntil(
        [this] { return m_window.project() && m_window.project()->path().endsWith(QLatin1String("live.metaspo")); });
    QList<Task> tasks;
    for (int task = 0; task < 4; ++task)
        tasks << liveTask(task);
    const auto imported = m_window.project()->import(tasks);
    timeUntil([&] { return imported.isFinished(); });
    valueOf(imported.result());
    RunRequest request;
    request.settings = presetSettings(Preset::Reference);
    for (const Task& task : tasks)
        request.settings.sources.append(task.name);
    request.baseConnection = request.optimizerConnection = connection.name;
    request.limits.width = connection.width;
    m_window.showPage(QStringLiteral("runPage"));
    const auto made = m_window.project()->createRun(request);
    timeUntil([&] { return made.isFinished(); });
    RunSession* session = m_window.project()->liveRun(valueOf(made.result()));
    view("runList")->setCurrentIndex(view("runList")->model()->index(0, 0));
    settle(2000);
    Heartbeat heart;
    QElapsedTimer clock;
    clock.start();
    const qint64 before = session->progress().callsDone;
    settle(15'000);
    const double perSecond = double(session->progress().callsDone - before) * 1000 / milliseconds(clock);
    std::printf("(%.0f responses a second) ", perSecond);
    print("longest pause while a run is live", heart.longestPause(), 50);
    session->stop(RunSession::StopMode::AtOnce);
    timeUntil([&] { return m_window.project()->liveRun(made.result().value()) == nullptr; });
    m_window.closeProject(); // before its folder goes
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("QT_QPA_PLATFORM", QStringLiteral("offscreen")).toLatin1());
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toLocal8Bit());
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toLocal8Bit());
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("project"), {}, QStringLiteral("file"),
                      folder.filePath(QStringLiteral("large.metaspo"))});
    parser.process(application);
    const QString project = parser.value(QStringLiteral("project"));
    QElapsedTimer clock;
    clock.start();
    LargeProject::write(project);
    std::printf("%s: %d evaluations, %d candidates, %d runs; made in %.0f s\n", qPrintable(project),
                LargeProject::evaluations, LargeProject::candidates, LargeProject::runs, milliseconds(clock) / 1000);
    Workbench workbench(project);
    workbench.measurePages();
    workbench.measureLiveRun();
    return 0;
}
