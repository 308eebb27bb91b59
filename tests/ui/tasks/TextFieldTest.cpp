#include "tests/ui/WorkbenchFixture.h"
#include "ui/tasks/ExampleModel.h"
#include "ui/tasks/TaskForm.h"
#include "ui/tasks/TextField.h"

#include <QClipboard>
#include <QSignalSpy>

using namespace metaspo;

namespace {

QString hostile()
{
    QString text =
        QStringLiteral("<img src=x> a\u00A0b \u202Eevil\u202C \u200Bz\r\nnew\u2028line\u2029par\u0007\u001B[31m "
                       "\U0001F468\u200D\U0001F469 \u0627\u0644 \uFDD0\uFFFE e\u0301");
    text += QChar(0);
    text += QChar(0x7F);
    return text;
}

} // namespace

/// Texts of files and people survive being edited: nothing changes but what is typed over.
class TextFieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryCharacter_data();
    void keepsEveryCharacter();
    void changesOnlyWhatIsTyped_data();
    void changesOnlyWhatIsTyped();
    void showsASignForEachCharacter();
    void pastedCharactersArrive();
    void sayingAgainKeepsTheCursor();
    void longTextsAreShownNotEdited();
    void undoIsLeftToThePage();
    void listsOfAnswersComeBack_data();
    void listsOfAnswersComeBack();
    void labelsComeBack();
    void shiftAndReturnMakeALine();
};

void TextFieldTest::keepsEveryCharacter_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("plain") << QStringLiteral("two\nlines\tand a tab");
    QTest::newRow("hostile") << hostile();
    QTest::newRow("only line ends") << QStringLiteral("\n\r\n\r");
    QTest::newRow("a lone surrogate") << QString(QChar(0xD800)) + u'a';
    QTest::newRow("right to left") << QStringLiteral("\u05D0\u05D1 abc \u0627");
}

void TextFieldTest::keepsEveryCharacter()
{
    QFETCH(QString, text);
    TextField field(TextField::Undo::OfThePage);
    QSignalSpy edited(&field, &TextField::textEdited);
    field.setText(text);
    QCOMPARE(field.text(), text);
    QCOMPARE(edited.size(), 0); // nobody typed
    QVERIFY(!field.isChanged());
    field.moveCursor(QTextCursor::End);
    QTest::keyClick(&field, Qt::Key_X);
    QCOMPARE(field.text(), text + u'x');
    QVERIFY(field.isChanged());
    QTest::keyClick(&field, Qt::Key_Backspace);
    QCOMPARE(field.text(), text);
    field.moveCursor(QTextCursor::Start);
    QTest::keyClick(&field, Qt::Key_Y);
    QCOMPARE(field.text(), u'y' + text);
    QCOMPARE(edited.size(), 3);
}

void TextFieldTest::changesOnlyWhatIsTyped_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("typed");
    const int size = static_cast<int>(hostile().size());
    QTest::newRow("at the start") << 0 << 0 << QStringLiteral("a");
    QTest::newRow("in the middle") << 20 << 20 << QStringLiteral("b");
    QTest::newRow("over a few") << 10 << 30 << QStringLiteral("c");
    QTest::newRow("over all") << 0 << size << QStringLiteral("d");
    QTest::newRow("over the end") << size - 3 << size << QStringLiteral("e");
}

void TextFieldTest::changesOnlyWhatIsTyped()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, typed);
    TextField field(TextField::Undo::OfThePage);
    field.setText(hostile());
    QTextCursor cursor = field.textCursor();
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    field.setTextCursor(cursor);
    QTest::keyClicks(&field, typed);
    QString expected = hostile();
    QCOMPARE(field.text(), expected.replace(from, to - from, typed));
}

void TextFieldTest::showsASignForEachCharacter()
{
    const QString signs = signsFor(hostile());
    QCOMPARE(signs.size(), hostile().size());
    for (const char16_t hidden : {u'\u202E', u'\u200B', u'\u0007', u'\r', u'\u2028', u'\u2029', u'\uFDD0'})
        QVERIFY2(!signs.contains(QChar(hidden)), qPrintable(QString::number(hidden, 16)));
    QVERIFY(signs.contains(QStringLiteral("<img src=x>")));
    QVERIFY(signs.contains(QStringLiteral("\U0001F468\u200D\U0001F469"))); // emoji stay whole
    QVERIFY(signs.contains(QStringLiteral("␇␛[31m")));
    QVERIFY(signs.endsWith(QStringLiteral("␀␡")));
}

void TextFieldTest::pastedCharactersArrive()
{
    TextField field(TextField::Undo::OfThePage);
    field.setText(QStringLiteral("ab"));
    field.moveCursor(QTextCursor::Start);
    field.moveCursor(QTextCursor::Right);
    QGuiApplication::clipboard()->setText(QStringLiteral("\u202Ex\u200By"));
    field.paste();
    QCOMPARE(field.text(), QStringLiteral("a\u202Ex\u200Byb"));
}

void TextFieldTest::sayingAgainKeepsTheCursor()
{
    TextField field(TextField::Undo::OfThePage);
    field.setText(QStringLiteral("first line\nsecond line"));
    QTextCursor cursor = field.textCursor();
    cursor.setPosition(5);
    field.setTextCursor(cursor);
    field.setText(QStringLiteral("first line\nsecond LINE"));
    QCOMPARE(field.textCursor().position(), 5);
    field.setText(QStringLiteral("first line"));
    QCOMPARE(field.text(), QStringLiteral("first line"));
    QCOMPARE(field.toPlainText(), QStringLiteral("first line"));
    QCOMPARE(field.textCursor().position(), 5);
}

void TextFieldTest::longTextsAreShownNotEdited()
{
    TextField field(TextField::Undo::OfThePage);
    const QString line(1 << 20, u'x');
    field.setText(line);
    QVERIFY(field.isTooLong());
    QVERIFY(field.isReadOnly());
    QTest::keyClicks(&field, QStringLiteral("abc"));
    QCOMPARE(field.text(), line);
    field.setText(QStringLiteral("short"));
    QVERIFY(!field.isTooLong());
    QVERIFY(!field.isReadOnly());
    QCOMPARE(field.toPlainText(), QStringLiteral("short"));
    field.setText(QString(200'000, u'\n'));
    QVERIFY(field.isTooLong());
    field.setEditable(false);
    field.setText(QStringLiteral("short"));
    QVERIFY(field.isReadOnly());
}

void TextFieldTest::undoIsLeftToThePage()
{
    for (const auto& [undo, isOwn] :
         {std::pair{TextField::Undo::OfThePage, false}, std::pair{TextField::Undo::Own, true}}) {
        TextField field(undo);
        field.setText(QStringLiteral("a"));
        field.moveCursor(QTextCursor::End);
        QTest::keyClick(&field, Qt::Key_B);
        QTest::keyClick(&field, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(field.text(), isOwn ? QStringLiteral("a") : QStringLiteral("ab"));
        QKeyEvent shortcut(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
        shortcut.ignore();
        QCoreApplication::sendEvent(&field, &shortcut);
        QCOMPARE(shortcut.isAccepted(), isOwn);
    }
}

void TextFieldTest::listsOfAnswersComeBack_data()
{
    QTest::addColumn<QStringList>("answers");
    QTest::newRow("none") << QStringList();
    QTest::newRow("one") << QStringList{QStringLiteral("yes")};
    QTest::newRow("several") << QStringList{QStringLiteral("a"), QStringLiteral(" b | c "), QStringLiteral("d")};
    QTest::newRow("with line ends") << QStringList{QStringLiteral("a\nb"), QStringLiteral("\r\n"), QStringLiteral("c")};
    QTest::newRow("hostile") << QStringList{hostile(), hostile()};
}

void TextFieldTest::listsOfAnswersComeBack()
{
    QFETCH(QStringList, answers);
    QStringList expected = answers;
    expected.replaceInStrings(QStringLiteral("\uFDD0"),
                              QStringLiteral("\n")); // not a character; stands for the line end
    QCOMPARE(answersOf(linesOf(answers)), expected);
    TextField field(TextField::Undo::OfThePage);
    field.setText(linesOf(answers));
    field.moveCursor(QTextCursor::End);
    QTest::keyClick(&field, Qt::Key_Return); // no answer yet
    QCOMPARE(answersOf(field.text()), expected);
    QTest::keyClick(&field, Qt::Key_X);
    QCOMPARE(answersOf(field.text()), expected + QStringList{QStringLiteral("x")});
}

void TextFieldTest::labelsComeBack()
{
    const QList<Label> labels{{QStringLiteral("very good"), {QStringLiteral("5"), QStringLiteral("great")}},
                              {QStringLiteral("bad"), {}}};
    QCOMPARE(linesOf(labels), QStringLiteral("very good | 5 | great\nbad"));
    QCOMPARE(labelsOf(linesOf(labels)), labels);
    QCOMPARE(labelsOf(QStringLiteral("\n a|b |\n|\n")), (QList<Label>{{QStringLiteral("a"), {QStringLiteral("b")}}}));
}

void TextFieldTest::shiftAndReturnMakeALine()
{
    TextField field(TextField::Undo::Own);
    field.setText(QStringLiteral("a"));
    field.moveCursor(QTextCursor::End);
    QTest::keyClick(&field, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(field.text(), QStringLiteral("a\n"));
}

METASPO_UI_TEST(TextFieldTest)
#include "TextFieldTest.moc"
