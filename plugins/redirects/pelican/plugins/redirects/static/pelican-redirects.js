const number = /[?&](?:p|page_id|attachment_id)=0*(\d{1,15})(?:&|$)/.exec(location.search);
if (number) location.replace(`${document.currentScript.dataset.folder}/${number[1]}/`);
