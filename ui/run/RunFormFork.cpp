#include "ui/kit/PlainText.h"
#include "ui/run/RunForm.h"
#include "ui/run/SourceChooser.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace metaspo {

// What the engine refuses to change of a fork; iterations that the parent has gone through are behind it.
void RunForm::holdShared()
{
    const QString why = tr("Shared with run %1, since the answers of both are compared: method, base model, tasks, system "
                           "prompt, examples and seed.")
                            .arg(*m_request.forkOf);
    QList<QWidget*> shared{m_method, m_scope, m_base, m_sources, m_prompt, m_seed};
    for (const Count& count : std::as_const(m_counts)) {
        const bool isOfExamples = count.member == &RunSettings::train || count.member == &RunSettings::validation
                                  || count.member == &RunSettings::test;
        if (isOfExamples)
            shared += count.box;
        if (count.member != &RunSettings::iterations || !m_request.forkAt)
            continue;
        count.box->setMinimum(std::max(1, m_request.forkAt->iteration));
        if (m_request.forkAt->loop == Loop::Test)
            shared += count.box; // all of them come before it
    }
    for (QWidget* field : std::as_const(shared)) {
        field->setEnabled(false);
        field->setToolTip(displayToolTip(why));
    }
    m_shared->setText(why);
    m_shared->show();
}

} // namespace metaspo
