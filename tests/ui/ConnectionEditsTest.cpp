#include "tests/ui/WorkbenchFixture.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace metaspo;

/// What is typed into a connection is kept until it is saved or discarded, and nothing else changes.
class ConnectionEditsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unsavedEditsAreKept();
    void unsavedNewConnectionIsKept();
    void quittingAsksForUnsavedEdits();
    void halfAPriceIsRefused();
    void savingChangesOnlyWhatWasEdited();
    void unreadableFileSaysSo();

private:
    static void add(WorkbenchFixture& workbench, const char* preset, const QString& name, const QString& url);
    static QStringList names(WorkbenchFixture& workbench);
};

void ConnectionEditsTest::add(WorkbenchFixture& workbench, const char* preset, const QString& name, const QString& url)
{
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QTRY_VERIFY(workbench.find<QListView>("connectionList")->model()->rowCount() > 0);
    workbench.find<QAction>(preset)->trigger();
    workbench.find<QLineEdit>("connectionName")->setText(name);
    workbench.find<QLineEdit>("connectionUrl")->setText(url);
    workbench.find<QComboBox>("connectionModel")->setEditText(QStringLiteral("scripted"));
}

QStringList ConnectionEditsTest::names(WorkbenchFixture& workbench)
{
    QStringList shown;
    const QAbstractItemModel* model = workbench.find<QListView>("connectionList")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        shown.append(model->index(row, 0).data().toString());
    return shown;
}

void ConnectionEditsTest::unsavedEditsAreKept()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("edited"), QStringLiteral("https://models.example/v1"));
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench).size(), 2);
    add(workbench, "preset-openai", QStringLiteral("other"), QStringLiteral("https://other.example/v1"));
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench).size(), 3);
    auto* list = workbench.find<QListView>("connectionList");
    const auto rowOf = [&](const char* name) {
        return list->model()->index(static_cast<int>(names(workbench).indexOf(QLatin1String(name))), 0);
    };
    auto* url = workbench.find<QLineEdit>("connectionUrl");
    list->setCurrentIndex(rowOf("edited"));
    url->setText(QStringLiteral("https://typed.example/v1"));

    list->setCurrentIndex(rowOf("other")); // to another one and back by the list
    QCOMPARE(url->text(), QStringLiteral("https://other.example/v1"));
    QVERIFY2(workbench.message().contains(QStringLiteral("edited")), qPrintable(workbench.message()));
    list->setCurrentIndex(rowOf("edited"));
    QCOMPARE(url->text(), QStringLiteral("https://typed.example/v1"));
    QVERIFY(workbench.find<QPushButton>("saveConnection")->isEnabled());

    list->setCurrentIndex(list->model()->index(0, 0)); // to the local model and back by the message
    workbench.press("messageButton");
    QCOMPARE(url->text(), QStringLiteral("https://typed.example/v1"));
    workbench.picture(QStringLiteral("connections-unsaved"));

    list->setCurrentIndex(rowOf("other")); // removing and restoring another reads the list anew
    workbench.press("removeConnection");
    QTRY_COMPARE(names(workbench).size(), 2);
    list->setCurrentIndex(rowOf("edited"));
    QCOMPARE(url->text(), QStringLiteral("https://typed.example/v1"));
    workbench.press("saveConnection");
    QTRY_COMPARE(workbench.workspace().connections().find(QStringLiteral("edited"))->baseUrl,
                 QStringLiteral("https://typed.example/v1"));
    QTRY_VERIFY(!workbench.find<QPushButton>("saveConnection")->isEnabled());
}

void ConnectionEditsTest::unsavedNewConnectionIsKept()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("begun"), QStringLiteral("https://models.example/v1"));
    workbench.find<QAction>("preset-custom")->trigger();
    QVERIFY2(workbench.message().contains(QStringLiteral("begun")), qPrintable(workbench.message()));
    workbench.press("messageButton");
    auto* name = workbench.find<QLineEdit>("connectionName");
    QCOMPARE(name->text(), QStringLiteral("begun"));
    workbench.find<QListView>("connectionList")
        ->setCurrentIndex(workbench.find<QListView>("connectionList")->model()->index(0, 0));
    workbench.find<QAction>("preset-openai")->trigger(); // the way back that does not go away
    QCOMPARE(name->text(), QStringLiteral("begun"));
    workbench.press("revertConnection"); // discard
    QTRY_VERIFY(workbench.find<QListView>("connectionList")->currentIndex().isValid());
    workbench.find<QAction>("preset-openai")->trigger();
    QVERIFY(name->text() != QStringLiteral("begun"));
}

void ConnectionEditsTest::quittingAsksForUnsavedEdits()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("begun"), QStringLiteral("https://models.example/v1"));
    workbench.window().close();
    auto* question = workbench.find<QDialog>("quitDialog");
    QVERIFY(question);
    QVERIFY(question->findChild<QLabel*>()->text().contains(QStringLiteral("begun")));
    QVERIFY(workbench.window().isVisible());
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("quitAnyway")), Qt::LeftButton);
    QTRY_VERIFY(!workbench.window().isVisible());
}

void ConnectionEditsTest::halfAPriceIsRefused()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-custom", QStringLiteral("priced"), QStringLiteral("https://models.example/v1"));
    workbench.find<QComboBox>("keyKind")->setCurrentIndex(0);
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench).size(), 2);
    auto* input = workbench.find<QDoubleSpinBox>("priceInput");
    input->setValue(0.1234567);
    workbench.press("saveConnection");
    QVERIFY2(workbench.message().contains(QStringLiteral("output")), qPrintable(workbench.message()));
    auto* list = workbench.find<QListView>("connectionList");
    const QModelIndex row = list->currentIndex();
    list->setCurrentIndex(list->model()->index(0, 0));
    list->setCurrentIndex(row);
    QCOMPARE(input->value(), 0.1234567);
    workbench.find<QDoubleSpinBox>("priceOutput")->setValue(2);
    workbench.press("saveConnection");
    const Price expected{123'456'700, 123'456'700, 2'000'000'000};
    QTRY_VERIFY(workbench.workspace().connections().find(QStringLiteral("priced"))->price == expected);
}

void ConnectionEditsTest::savingChangesOnlyWhatWasEdited()
{
    WorkbenchFixture workbench;
    Connection wide;
    wide.name = QStringLiteral("wide");
    wide.baseUrl = QStringLiteral("https://models.example/v1");
    wide.model = QStringLiteral("large");
    wide.width = 1000;
    wide.timeoutSeconds = 86'400;
    wide.price = Price{1, 0, 1'234'567'890'123};
    const Result<Connection> saved = workbench.workspace().connections().save(wide);
    QVERIFY(saved);
    workbench.restart();
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QTRY_VERIFY2(names(workbench).size() == 2, qPrintable(workbench.message()));
    auto* list = workbench.find<QListView>("connectionList");
    list->setCurrentIndex(list->model()->index(1, 0));
    QVERIFY(!workbench.find<QPushButton>("saveConnection")->isEnabled());
    workbench.find<QComboBox>("connectionModel")->setEditText(QStringLiteral("small"));
    workbench.press("saveConnection");
    Connection expected = *saved;
    expected.model = QStringLiteral("small");
    QTRY_VERIFY(*workbench.workspace().connections().find(QStringLiteral("wide")) == expected);
}

void ConnectionEditsTest::unreadableFileSaysSo()
{
    WorkbenchFixture workbench;
    QFile file(workbench.workspace().connections().file());
    QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
    file.write("connections:\n- nonsense: 1\n");
    file.close();
    workbench.restart();
    QTRY_VERIFY2(workbench.message().contains(QStringLiteral("line 2")), qPrintable(workbench.message()));
}

METASPO_UI_TEST(ConnectionEditsTest)
#include "ConnectionEditsTest.moc"
