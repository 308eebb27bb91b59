#pragma once

#include <QPlainTextEdit>

namespace metaspo {

/// Edits a text of a file or a person without ever changing a character that was not typed over: control, direction and
/// other invisible characters are shown as signs that stand for them one by one. Texts that are too long for typing are
/// shown, not edited.
class TextField : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// OfThePage: Ctrl+Z is left to whoever keeps the history. Own: for texts that are not taken over at once.
    enum class Undo { OfThePage, Own };
    explicit TextField(Undo undo, QWidget* parent = nullptr);

    void setText(const QString& text); ///< keeps the cursor where the texts agree
    const QString& text() const { return m_text; }
    void setEditable(bool isEditable);
    bool isTooLong() const { return m_isTooLong; }
    bool isChanged() const { return m_isChanged; } ///< by a person, since the last setText

Q_SIGNALS:
    void textEdited(const QString& text); ///< by a person
    void left();                          ///< the focus went elsewhere

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QString shownNow() const;
    void takeEdit();
    void showText();

    Undo m_undo;
    QString m_text;  ///< with all its characters
    QString m_shown; ///< as many signs
    bool m_isEditable = true;
    bool m_isTooLong = false;
    bool m_isChanged = false;
    bool m_isShowing = false;
};

/// The signs for the characters of a text, one for one; line ends and tabs stay.
QString signsFor(const QString& text);

} // namespace metaspo
