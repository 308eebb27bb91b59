#pragma once

#include "core/engine/Project.h"
#include "ui/compare/ShownDiff.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace metaspo {

class CallInspector;
class DiffStrip;
class DiffText;
class ElidedLabel;

/// One prompt of a comparison: what it is, how it stands beside the baseline, and below that its text with the
/// differences, or its conversation about the chosen example.
class PromptColumn : public QWidget
{
    Q_OBJECT

public:
    enum class View { Prompt, Conversation };

    PromptColumn(int number, QWidget* parent);

    void setProject(const std::shared_ptr<Project>& project);
    bool show(const CandidateRecord& record); ///< true: the same prompt again
    using QWidget::show;
    void showStanding(const QString& text);
    void setCurrent(bool isCurrent);
    void setView(View view);
    /// Absent: it was not asked about the example, or none is chosen.
    void showCall(std::optional<qint64> call);

    /// The text with these differences; its words are counted in the summary unless it is the baseline.
    void showDifferences(const QList<DiffSpan>& spans);
    void showPlainText();    ///< until the differences are known
    void goTo(int change);   ///< -1: none is chosen
    DiffText* text() const { return m_text; }
    const QList<DiffSpan>& spans() const { return m_spans; }
    const CandidateRecord& record() const { return m_record; }

Q_SIGNALS:
    void baselineRequested();
    void removalRequested();
    void changeChosen(int change);
    void entered(); ///< got the focus or a click
    void failed(const metaspo::Error& error);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeText();
    bool isBaseline() const { return m_number == 0; }
    QString named(const char* part) const;

    int m_number;
    bool m_isCurrent = false;
    std::optional<qint64> m_call; ///< whose conversation is shown
    CandidateRecord m_record;
    QList<DiffSpan> m_spans;
    QLabel* m_letter;
    ElidedLabel* m_title;
    ElidedLabel* m_facts;
    ElidedLabel* m_standing;
    QLabel* m_summary;
    DiffText* m_text;
    DiffStrip* m_strip;
    CallInspector* m_inspector;
    QStackedWidget* m_stack;
};

} // namespace metaspo
