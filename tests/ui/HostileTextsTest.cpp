#include "tests/support/ScriptedModelServer.h"
#include "tests/ui/HostileProject.h"
#include "tests/ui/ShownTexts.h"
#include "tests/ui/WorkbenchFixture.h"
#include "ui/compare/ComparePage.h"
#include "ui/kit/ShownTable.h"
#include "ui/run/RunDetails.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>

using namespace metaspo;

namespace {

constexpr int patience = 15'000;
constexpr qint64 grossHang = 10'000; // milliseconds

bool isRead(const QAbstractItemView* view, int column)
{
    const QAbstractItemModel* model = view->model();
    return model->rowCount() > 0 && model->index(0, column).data().toString() != QStringLiteral("…");
}

} // namespace

/// Texts that want to be more than text, wherever a text can stand: every page and dialog shows them as text, and stays
/// at work.
class HostileTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areShownAsText_data() { addHostileTexts(); }
    void areShownAsText();
    void readerFindsWhatIsWrong_data();
    void readerFindsWhatIsWrong();

private:
    void look(const char* where, bool hasText = true);
    template <typename T>
    T* find(const char* name) const
    {
        return m_workbench->find<T>(name);
    }
    void open(const QString& path);
    void readStart();
    void readTasks();
    void readConnections(const QString& text);
    void readRun();
    void readRunDialogs();
    void readDialog(const char* action, const char* name, bool hasText);
    void readCompare();
    void readResults();
    void readImport(const QString& text);
    void readPalette();
    void readMessage(const QString& text);

    std::unique_ptr<WorkbenchFixture> m_workbench;
    QStringList m_faults;
};

void HostileTextsTest::look(const char* where, bool hasText)
{
    ShownTexts reading;
    const auto readAll = [&reading, hasText] {
        reading = {};
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (widget->isVisible())
                reading.read(widget);
        return !hasText || reading.seen() > 0;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(readAll(), where, patience); // else nothing was looked at
    for (const QString& fault : reading.faults())
        m_faults.append(QStringLiteral("%1: %2").arg(QLatin1String(where), fault));
    m_workbench->window().grab(); // drawing is part of staying at work
}

void HostileTextsTest::open(const QString& path)
{
    m_workbench->window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench->window().project() != nullptr, patience);
}

void HostileTextsTest::readStart()
{
    m_workbench->window().showPage(QStringLiteral("startPage"));
    QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractItemView>("recentProjects")->model()->rowCount() > 0, patience);
    look("start", false);
}

void HostileTextsTest::readTasks()
{
    m_workbench->window().showPage(QStringLiteral("tasksPage"));
    auto* tree = find<QAbstractItemView>("taskTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 0, patience);
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
    auto* examples = find<QAbstractItemView>("exampleTable");
    QTRY_VERIFY_WITH_TIMEOUT(examples->model()->rowCount() > 0, patience);
    examples->setCurrentIndex(examples->model()->index(0, 1));
    auto* tabs = find<QTabWidget>("taskTabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        look("tasks");
    }
    QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractItemView>("taskProblems")->model()->rowCount() > 0, patience);
    look("problems of a task");
}

// The server lists models of this name, and the name is refused with a sentence.
void HostileTextsTest::readConnections(const QString& text)
{
    m_workbench->window().showPage(QStringLiteral("connectionsPage"));
    auto* list = find<QAbstractItemView>("connectionList");
    QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 1, patience);
    list->setCurrentIndex(list->model()->index(1, 0));
    look("connection");
    m_workbench->press("testConnection");
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>("testConnection")->isEnabled(), patience);
    look("connection test");
    find<QLineEdit>("connectionName")->setText(text.left(60));
    m_workbench->press("saveConnection"); // as long as a name has to be plain, it says so
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->message().isEmpty(), patience);
    look("refused name");
    m_workbench->press("revertConnection");
}

void HostileTextsTest::readRun()
{
    m_workbench->window().showPage(QStringLiteral("runPage"));
    auto* tree = find<QAbstractItemView>("runTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 1, patience);
    auto* scores = find<QAbstractItemView>("scoreTable");
    QTRY_VERIFY_WITH_TIMEOUT(scores->model()->rowCount() > 0, patience);
    auto* tabs = find<QTabWidget>("runDetails");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        look("tab of the run");
    }
    const std::tuple<int, const char*, const char*> calls[]{{RunDetails::AnswersTab, "answerTable", "callText"},
                                                            {RunDetails::CallsTab, "callTable", "calls-callText"}};
    for (const auto& [tab, name, text] : calls) {
        tabs->setCurrentIndex(tab);
        auto* table = find<QAbstractItemView>(name);
        QTRY_VERIFY_WITH_TIMEOUT(isRead(table, 1), patience);
        for (const int row : {0, table->model()->rowCount() - 1}) {
            table->setCurrentIndex(table->model()->index(row, 0));
            QTRY_VERIFY_WITH_TIMEOUT(!find<QPlainTextEdit>(text)->toPlainText().isEmpty(), patience);
            look(name);
        }
    }
    for (const QModelIndex& prompt : flatRows(*tree->model())) {
        tree->setCurrentIndex(prompt);
        look("candidate");
    }
}

void HostileTextsTest::readDialog(const char* action, const char* name, bool hasText)
{
    auto* trigger = find<QAction>(action);
    QVERIFY2(trigger->isEnabled(), action);
    trigger->trigger();
    auto* dialog = m_workbench->window().findChild<QDialog*>(QLatin1String(name));
    QVERIFY2(dialog, name);
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    look(name, hasText);
    auto* templates = dialog->findChild<QAbstractButton*>(QStringLiteral("editTemplates"));
    if (templates && templates->isEnabled()) {
        templates->click();
        look("templates");
        if (auto* opened = m_workbench->window().findChild<QDialog*>(QStringLiteral("templatesDialog")))
            opened->close();
    }
    dialog->close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench->window().findChild<QDialog*>(QLatin1String(name)), patience);
}

void HostileTextsTest::readRunDialogs()
{
    readDialog("newRunAction", "newRunDialog", true);
    if (QTest::currentTestFailed())
        return;
    readDialog("exportRunAction", "exportDialog", false);
    if (!QTest::currentTestFailed() && find<QAction>("forkAction")->isEnabled())
        readDialog("forkAction", "newRunDialog", true);
}

void HostileTextsTest::readCompare()
{
    m_workbench->window().showPage(QStringLiteral("comparePage"));
    find<ComparePage>("comparePage")->compare({{1, Step{0, Loop::Start, {}, 0}}, {1, Step{1, Loop::Outer, {}, 1}}});
    auto* outcomes = find<QAbstractItemView>("outcomeTable");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(outcomes, 0), patience);
    outcomes->setCurrentIndex(outcomes->model()->index(0, 0));
    look("compare");
    readDialog("addPromptsAction", "candidateDialog", true);
}

void HostileTextsTest::readResults()
{
    m_workbench->window().showPage(QStringLiteral("resultsPage"));
    auto* table = find<QAbstractItemView>("methodTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patience);
    auto* tabs = find<QTabWidget>("resultCharts");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        look("results");
    }
}

void HostileTextsTest::readImport(const QString& text)
{
    QString quoted = text;
    quoted.replace(QLatin1Char('"'), QStringLiteral("\"\"")).remove(QChar(0));
    const QString row = QStringLiteral("\"%1\",A\r\n");
    QByteArray table = "question,answer\r\n";
    for (int line = 0; line < 3; ++line)
        table += QString(row).replace(QStringLiteral("%1"), quoted).toUtf8();
    m_workbench->window().takeFiles({m_workbench->write(QStringLiteral("hostile.csv"), table)});
    auto* dialog = find<QDialog>("importDialog");
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    auto* rows = dialog->findChild<QAbstractItemView*>(QStringLiteral("importRows"));
    QTRY_VERIFY_WITH_TIMEOUT(rows->model()->rowCount() > 0, patience);
    auto* tabs = dialog->findChild<QTabWidget*>(QStringLiteral("importTabs"));
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        look("import");
    }
    dialog->close();
    QTRY_VERIFY_WITH_TIMEOUT(!find<QDialog>("importDialog"), patience);
}

void HostileTextsTest::readPalette()
{
    find<QAction>("commandsAction")->trigger();
    auto* palette = find<QDialog>("commandPalette");
    QVERIFY(palette);
    palette->findChild<QLineEdit*>(QStringLiteral("commandEdit"))->setText(QStringLiteral("<img src=x>"));
    look("command palette", false);
    palette->close();
}

void HostileTextsTest::readMessage(const QString& text)
{
    for (const Error& error :
         {Error{ErrorKind::ServerFailure, text, text, text}, Error{ErrorKind::BadInput, text, {}, {}}}) {
        m_workbench->window().showNotice(Notice::error(error));
        look("message bar");
    }
}

void HostileTextsTest::areShownAsText()
{
    QFETCH(QString, text);
    HostileProject project(text);
    m_faults.clear();
    m_workbench = std::make_unique<WorkbenchFixture>();
    ServerScript script;
    script.models = {project.name()};
    const ScriptedModelServer server(script);
    Connection connection;
    connection.name = QStringLiteral("scripted");
    connection.baseUrl = server.baseUrl();
    connection.model = project.name() + QStringLiteral("!");
    if (const auto saved = m_workbench->workspace().connections().save(connection); !saved)
        QFAIL(qPrintable(sentence(saved.error())));
    m_workbench->restart(); // the page reads the connections when it is made
    const QString path = m_workbench->path(QStringLiteral("<img src=x> <b>.metaspo"));
    project.write(path);

    const Heartbeat heartbeat;
    const std::pair<const char*, std::function<void()>> steps[] = {
        {"open", [&] { open(path); }},
        {"tasks", [&] { readTasks(); }},
        {"connections", [&] { readConnections(text); }},
        {"run", [&] { readRun(); }},
        {"dialogs of the run", [&] { readRunDialogs(); }},
        {"compare", [&] { readCompare(); }},
        {"results", [&] { readResults(); }},
        {"import", [&] { readImport(text); }},
        {"palette", [&] { readPalette(); }},
        {"message", [&] { readMessage(text); }},
        {"start", [&] { readStart(); }}};
    for (const auto& [name, read] : steps) {
        read();
        if (QTest::currentTestFailed()) {
            qWarning() << "while at" << name << m_workbench->message().left(200);
            break;
        }
    }
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(QLatin1Char('\n'))));
    QVERIFY2(heartbeat.longest() < grossHang, qPrintable(QStringLiteral("%1 ms").arg(heartbeat.longest())));
    qInfo() << "longest turn of the event loop" << heartbeat.longest() << "ms";
    m_workbench.reset();
}

void HostileTextsTest::readerFindsWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isPlain");
    QTest::addColumn<int>("faults");
    QTest::newRow("as it should be") << QStringLiteral("<b>Hostile</b>") << true << 0;
    QTest::newRow("rich text") << QStringLiteral("<b>Hostile</b>") << false << 1;
    QTest::newRow("hidden") << QStringLiteral("Hostile\u202E") << true << 1;
}

void HostileTextsTest::readerFindsWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(bool, isPlain);
    QFETCH(int, faults);
    QLabel label(text);
    label.setTextFormat(isPlain ? Qt::PlainText : Qt::AutoText);
    label.show();
    ShownTexts reading;
    reading.read(&label);
    QCOMPARE(reading.faults().size(), faults);
    QCOMPARE(reading.seen(), 1);
}

METASPO_UI_TEST(HostileTextsTest)
#include "HostileTextsTest.moc"
