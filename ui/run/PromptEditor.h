#pragma once

#include "core/analysis/WordDiff.h"
#include "core/domain/Candidate.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace metaspo {

class DiffPane;

/// Writes a prompt to be put into a run by hand, beside the prompt in force: what differs is marked while typing, and what
/// a prompt of its kind must have is checked. Tells when there is something worth keeping as a draft.
class PromptEditor : public QWidget
{
    Q_OBJECT

public:
    explicit PromptEditor(QWidget* parent = nullptr);

    /// What is written and what it is compared with.
    struct Work
    {
        Insertion beginning;      ///< the text to go on with: of a draft, or of the candidate that is copied
        QString copied;           ///< the text of that candidate; empty: written from scratch
        QString rivalTitle;
        QString rivalText;
        QString title;            ///< "A copy of 1/outer/2"
    };
    void edit(const Work& work);
    void addCommand(QAction* insert); ///< as the main button

    /// In which loop it takes part, or why in none.
    void setLoop(const QString& words, bool isAhead);
    bool isEditing() const { return m_isEditing; }
    Insertion insertion() const; ///< with the text as it is now
    bool isReady() const;        ///< nothing speaks against putting it into a run
    void showKept(const QString& words); ///< where the draft is kept
    void stop();

Q_SIGNALS:
    void readyChanged();
    void draftChanged();   ///< a while after the last key, and at once when the editor is left
    void discarded();      ///< the draft is not wanted any more
    void closeRequested(); ///< the draft is kept

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeTexts();
    void textEdited();
    void compare();
    void tellDraft();
    void showDifferences(const QList<DiffSpan>& raw, const QList<DiffSpan>& shown);

    Work m_work;
    bool m_isEditing = false;
    bool m_isFilling = false;
    bool m_wasReady = false;
    bool m_isLoopAhead = false;
    QString m_told; ///< the text of the draft, as it was told last
    quint64 m_generation = 0;
    QList<DiffSpan> m_raw; ///< the differences on screen, of the texts and as they are shown
    QList<DiffSpan> m_shown;
    QTimer m_drafting;
    QTimer m_comparing;
    QLabel* m_title;
    QLabel* m_when;
    QLabel* m_problem;
    QLabel* m_kept;
    QLabel* m_rivalTitle;
    QLabel* m_summary;
    DiffPane* m_rival;
    QPlainTextEdit* m_text;
    QLayout* m_commands = nullptr;
};

/// Why this text cannot stand as a prompt of its kind; empty: it can.
QString promptProblem(PromptKind kind, const QString& text, const QString& origin);

} // namespace metaspo
