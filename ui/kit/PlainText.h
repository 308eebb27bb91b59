#pragma once

#include <QPlainTextEdit>
#include <QString>

class QLabel;

namespace metaspo {

/// Everything that comes from models and files is shown through these: as plain text, with control, direction and
/// invisible characters visible, and with very long lines broken so that laying them out stays quick. For display
/// only.

/// One line for list rows and table cells, at most `width` cells wide.
QString displayLine(QStringView text, int width = 400);
/// Many lines; a line of more than 2,000 characters is broken, a text of more than 256,000 is cut, and says so.
QString displayText(QStringView text);
/// For tool tips: these take rich text when it looks like it, so it is escaped.
QString displayToolTip(QStringView text);
/// A label with plain text that can be selected and copied.
void showPlain(QLabel* label, QStringView text);

/// Shows a text to be edited as it is. Its lines break where words end, or anywhere if a word is so long that Qt would
/// look for its end for seconds: half a minute for a megabyte.
void showEditable(QPlainTextEdit* edit, const QString& text);

/// A read-only view of a text of a model or a file. `text()` is the original, copied by its own action.
class PlainTextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PlainTextView(QWidget* parent = nullptr);
    void show(const QString& text); ///< replaces the text
    /// Goes on where the text ends, in the middle of a line as well. With a limit to the number of lines the oldest
    /// go, of the original too.
    void append(const QString& text);
    using QPlainTextEdit::show;
    const QString& original() const { return m_original; }

protected:
    void keepOriginal(const QString& text) { m_original = text; } ///< for views that write their document themselves
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_original;
};

} // namespace metaspo
