import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'desk/handback',
  {
    title: 'Trả lại giấy tờ',
    about:
      'Hồ sơ đã dừng, bị từ chối hoặc đã rút mà giấy tờ còn ở quầy. Người chờ lâu nhất ở trên cùng.',
    none: 'Không còn giấy tờ nào phải trả lại',
    noneAbout: 'Khi một hồ sơ kết thúc mà giấy tờ còn ở quầy, hồ sơ đó hiện ở đây.',
    since: 'Chờ từ',
    give: 'Trả giấy tờ',
    sure: (name: string) => `${name} đã đến và nhận đủ giấy tờ?`,
    go: 'Đã trả tận tay',
    another: 'Người khác nhận, hoặc gửi bưu chính',
    cancel: 'Chưa trả',
    done: (code: string) => `Đã trả giấy tờ của hồ sơ ${code}.`,
  },
  {
    title: 'Hand back papers',
    about:
      'Dossiers that were stopped, refused or withdrawn, and whose papers lie here. Who waited longest is at the top.',
    none: 'No papers are left to hand back',
    noneAbout: 'When a dossier ends and its papers lie here, it appears in this list.',
    since: 'Waiting since',
    give: 'Hand back',
    sure: (name: string) => `Did ${name} come and take all papers?`,
    go: 'Handed back in person',
    another: 'Somebody else, or by post',
    cancel: 'Not yet',
    done: (code: string) => `The papers of dossier ${code} were handed back.`,
  },
)
